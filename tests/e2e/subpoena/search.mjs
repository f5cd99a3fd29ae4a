// e2e: what would somebody find who takes the machine: every file, every key that is still there, and the memory of the server?

import { createDecipheriv } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { files } from '../sign_in/stores.mjs';

/** How a value may be written: as text in several codes, or as the bytes it is. */
export function forms(canary) {
  if (Buffer.isBuffer(canary)) return [canary];
  const plain = Buffer.from(canary), all = [plain, Buffer.from(canary, 'utf16le'), Buffer.from(plain.toString('hex'))];
  for (const before of ['', 'x', 'xx']) {  // base64 looks different by what stands before
    const coded = Buffer.from(before + canary).toString('base64url').slice(before.length ? 4 : 0, -4);
    if (coded.length >= 8) all.push(Buffer.from(coded));
  }
  if (/^\d+\.\d+\.\d+\.\d+$/.test(canary)) all.push(Buffer.from([0xff, 0xff, ...canary.split('.').map(Number)]));
  return all;
}

const counted = (bytes, wanted) => {
  let hits = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + wanted.length)) hits += 1;
  return hits;
};
/** How often each canary stands in these bytes: {name: count}, only those that do. */
export function hits(bytes, canaries, into = {}) {
  for (const [name, all] of Object.entries(canaries)) {
    const found = all.reduce((sum, form) => sum + counted(bytes, form), 0);
    if (found > 0) into[name] = (into[name] ?? 0) + found;
  }
  return into;
}

/** Every key that stands in a key file below this folder: docs/formats/storage.md. */
export function keys(folder) {
  return files(folder).filter(file => statSync(file).size < 1 << 20).map(file => readFileSync(file, 'latin1'))
    .filter(text => text.startsWith('monitor-keys 1\n'))
    .flatMap(text => text.trim().split('\n').slice(1).map(line => Buffer.from(line.split(' ')[1], 'base64url')));
}

/** What is opened by one of these keys, wherever in these bytes a box may begin: AES-256-GCM is a stream, and asks nobody's leave. */
export function sealedHits(bytes, all, canaries, into = {}) {
  for (let at = bytes.indexOf(1); at >= 0 && at + 30 < bytes.length; at = bytes.indexOf(1, at + 1)) {
    for (const key of all) {
      const opened = createDecipheriv('aes-256-gcm', key, bytes.subarray(at + 1, at + 13)).update(bytes.subarray(at + 13, at + 400));
      hits(opened, canaries, into);
    }
  }
  return into;
}

/** A dump of PostgreSQL has the bytes of a sealed value as hexadecimal text. */
export function stored(file) {
  const bytes = readFileSync(file);
  if (!file.endsWith('.sql')) return bytes;
  const values = bytes.toString('latin1').match(/\\\\x[0-9a-f]+/g) ?? [];
  return Buffer.concat([bytes, ...values.map(value => Buffer.from(value.slice(3), 'hex'))]);
}

/** Is there a key for this box anywhere in the memory of a process? Whatever 32 bytes could be one are tried. */
export function opensFromMemory(boxes, pid, mark) {
  if (boxes.length === 0) return false;
  for (const region of memory(pid, 'all')) {
    for (let at = 0; at + 32 <= region.length; at += 8) {
      let zeros = 0;
      for (let byte = at; byte < at + 32 && zeros < 4; byte += 1) zeros += region[byte] === 0;
      if (zeros === 4) continue;  // of a key that was drawn by lot, one in 100,000 has so many
      const key = region.subarray(at, at + 32);
      if (boxes.some(box => createDecipheriv('aes-256-gcm', key, box.subarray(1, 13)).update(box.subarray(13, 213)).includes(mark))) return true;
    }
  }
  return false;
}

/** The writable memory of a process, region by region; `all`: also what its core would not hold. */
export function* memory(pid, all) {
  const mem = openSync(`/proc/${pid}/mem`, 'r');
  let region = null;
  try {
    for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
      const head = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) /.exec(line);
      if (head) region = { from: BigInt(`0x${head[1]}`), to: BigInt(`0x${head[2]}`), rights: head[3] };
      if (!line.startsWith('VmFlags:') || !region.rights.startsWith('rw') || (!all && / dd( |$)/.test(line))) continue;
      for (let at = region.from; at < region.to; at += 1n << 24n) {
        const bytes = Buffer.alloc(Number(region.to - at < 1n << 24n ? region.to - at : 1n << 24n));
        try { readSync(mem, bytes, 0, bytes.length, at); } catch { continue; }  // a guard page, or gone by now
        yield bytes;
      }
    }
  } finally {
    closeSync(mem);
  }
}
