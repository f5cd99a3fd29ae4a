// frames: which WebSocket frames (RFC 6455) pass, and which messages are in them?

import { Transform } from 'node:stream';

/** The frame at the beginning of these bytes; null: it is not whole yet. The payload is a copy, without its mask. */
function first(bytes) {
  if (bytes.length < 2) return null;
  const short = bytes[1] & 0x7f, masked = bytes[1] >= 0x80;
  let at = 2 + ({ 126: 2, 127: 8 }[short] ?? 0);
  if (bytes.length < at + (masked ? 4 : 0)) return null;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const mask = masked ? bytes.subarray(at, at += 4) : null;
  if (bytes.length < at + length) return null;
  const payload = Buffer.from(bytes.subarray(at, at + length));
  if (mask) for (let i = 0; i < length; i += 1) payload[i] ^= mask[i % 4];
  return { raw: bytes.subarray(0, at + length), last: bytes[0] >= 0x80, control: (bytes[0] & 0x0f) >= 8, payload };
}

/** One binary message as one frame; masked with zeros where a client speaks. */
function frame(message, masked) {
  const { length } = message, long = Buffer.alloc(8);
  long.writeBigUInt64BE(BigInt(length));
  const [short, more] = length < 126 ? [length, 0] : length < 65_536 ? [126, 2] : [127, 8];
  const head = Buffer.from([0x82, short + (masked ? 0x80 : 0)]);
  return Buffer.concat([head, long.subarray(8 - more), Buffer.alloc(masked ? 4 : 0), message]);
}

/** Lets bytes through frame by frame, and tells each message before its last frame goes on. What `heard` answers goes instead. */
export class Tap extends Transform {
  shut = false;  // nothing comes through any more; it is still told
  #rest = Buffer.alloc(0); #parts = []; #inHead; #heard;

  /** @param {{head: boolean}} begins with an HTTP head that is let through @param {(message: Buffer) => Buffer | void} heard */
  constructor({ head }, heard) {
    super();
    this.#inHead = head;
    this.#heard = heard;
  }

  _transform(chunk, _encoding, done) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    if (this.#inHead) this.#head();
    for (let next; !this.#inHead && (next = first(this.#rest));) {
      this.#rest = this.#rest.subarray(next.raw.length);
      const goesOn = this.#take(next);
      if (!this.shut) this.push(goesOn);
    }
    done();
  }

  /** Says something itself, as a server. */
  give(message) { this.push(frame(message, false)); }

  #head() {
    const end = this.#rest.indexOf('\r\n\r\n');
    if (end < 0) return;
    this.push(this.#rest.subarray(0, end + 4));
    this.#rest = this.#rest.subarray(end + 4);
    this.#inHead = false;
  }

  #take({ raw, last, control, payload }) {
    if (control) return raw;
    this.#parts.push(payload);
    if (!last) return raw;
    const whole = this.#parts.length === 1;
    const instead = this.#heard(Buffer.concat(this.#parts.splice(0)));
    return whole && instead ? frame(instead, true) : raw;
  }
}
