// Who takes the machine away, with every file, every key that is still there and the memory of the server: what do they find?
//
// Real processes; a pupil, a colleague and pictures with canaries in them; a clock that this test moves. It prints a table.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pause, until } from '../../examples/classroom/check/class.mjs';
import { bram, crookedTenant, School, Visitor } from './sign_in/school.mjs';
import { Device, Page, picture } from './subpoena/lines.mjs';
import { files, forms, hits, keys, memory, sealedHits } from './subpoena/search.mjs';

const here = fileURLToPath(new URL('subpoena/', import.meta.url));
const hour = 3_600_000;
const pupil = { first: 'Quirijnelle', last: 'Zwaluwenstaart', user: 'kanarievogel', address: '10.77.198.44' };
const colleague = { first: 'Hadewych', last: 'Kwakzalver', user: 'h.pimpelmees', address: '10.77.211.13' };
const marks = { grid: randomBytes(24), before: randomBytes(24), live: randomBytes(24) };
const tab = 'spreekbeurt-over-de-zeearend';

const kinds = {
  pictures: { grid: forms(marks.grid), 'one before': forms(marks.before), live: forms(marks.live), tabs: forms(tab) },
  names: { 'pupil name': forms(pupil.first), 'pupil user': forms(pupil.user), 'colleague name': forms(colleague.last),
    'colleague user': forms(colleague.user) },
  addresses: { 'pupil address': forms(pupil.address), 'colleague address': forms(colleague.address) },
  never: { 'pupil surname': forms(pupil.last) },
};
const table = [];

/** The demo's school with other people in it, and a server whose clock is moved. */
class Subpoenaed extends School {
  start(name, program, words) {
    if (name !== 'server') return super.start(name, program, words);
    mkdirSync(this.at('tmp'), { recursive: true });
    const preloaded = { LD_PRELOAD: this.at('clock.so'), CLOCK_AHEAD: this.at('ahead'), TMPDIR: this.at('tmp'),
      ASAN_OPTIONS: 'verify_asan_link_order=0' };
    const before = { ...process.env };
    Object.assign(process.env, preloaded);
    try { return super.start(name, program, words); } finally { process.env = before; }
  }

  async people() {
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', this.at('clock.so'), join(here, 'clock.c')]);
    this.turn(0);
    const table = (name, ...rows) => writeFileSync(this.at(`roster/${name}.csv`), rows.map(row => `${row}\n`).join(''));
    mkdirSync(this.at('roster'));
    table('orgs', 'sourcedId,name,type,identifier', 'school,Basisschool De Regenboog,school,99XX');
    table('classes', 'sourcedId,title,classType,schoolSourcedId', '5a,Groep 5A,homeroom,school');
    table('users', 'sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName',
      `p1,true,school,student,${pupil.user},${pupil.first},${pupil.last}`,
      `s1,true,school,teacher,${colleague.user},${colleague.first},${colleague.last}`);
    table('enrollments', 'sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role', 'e1,5a,school,p1,student', 'e2,5a,school,s1,teacher');
    await this.monitor('school', 'add', '--brin', '99XX', '--name', 'Basisschool De Regenboog', '--site', 'Hoofdgebouw');
    await this.monitor('roster', 'import', '--format', 'oneroster', this.at('roster'));
    rmSync(this.at('roster'), { recursive: true });  // the administration's own file is not the server's
    await this.monitor('site', 'set', '--network', '10.77.0.0/16', '--open', 'mon-sun 00:00-24:00');
    const { open } = JSON.parse(await this.monitor('roster', 'links', '--json'));
    const staff = open.find(one => one.person.startsWith('staff ')).person.replace('staff ', '');
    await this.monitor('roster', 'link', staff, '--tenant', crookedTenant, '--object', bram);
  }

  /** Both hands of the server's clock, so far ahead. */
  turn(ahead) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(ahead));
    this.hands ??= openSync(this.at('ahead'), 'w+');
    writeSync(this.hands, bytes, 0, 8, 0);
  }
  /** All that the machine keeps: databases and what stands beside them, the log, temporary files. */
  get files() { return [this.at('server.log'), ...files(this.at('state')), ...files(this.at('tmp'))]; }
}

let school, visitor, device, page;

before(async () => {
  school = await new Subpoenaed().open();
  visitor = new Visitor(school);
  visitor.address = colleague.address;
});
after(async () => { page?.close(); device?.close(); await school?.close(); });

const isKeys = name => statSync(name).isFile() && /^(monitor-keys 1\n|libmonitor ledger 1 )/.test(readFileSync(name, 'latin1'));
const everything = Object.assign({}, ...Object.values(kinds));
const words = found => Object.entries(found).map(([what, count]) => `${what} ${count}×`).join(', ') || 'nothing';
const only = (found, kind) => Object.fromEntries(Object.entries(found).filter(([what]) => what in kinds[kind]));
function row(when, where, found) {
  table.push([when, where, words(found)]);
  return found;
}

/** In files as they lie there; the log ahead of the database is a file too. */
const plain = (when, where = school.files, name = 'files') => row(when, name, where.reduce((found, file) => hits(readFileSync(file), everything, found), {}));
/** In files, opened with every key that is still on the machine. */
function opened(when, where = school.files, name = 'files') {
  const all = keys(school.at('state')), found = {};
  for (const file of where) sealedHits(readFileSync(file), all, everything, found);
  return row(when, `${name}, opened with ${all.length} keys`, found);
}
/** In a core as the kernel would write it, had it been allowed to. */
function core(when) {
  const found = {};
  for (const bytes of memory(school.server.pid)) hits(bytes, everything, found);
  return row(when, 'core of the server', found);
}
function whole(when) {
  const found = {};
  for (const bytes of memory(school.server.pid, 'all')) hits(bytes, everything, found);
  return row(when, 'memory, also what no core holds', found);
}

test('while it may be there it is found: pictures in memory and in no file, names in files and only with their keys', async () => {
  assert.ok((await visitor.signIn()).status < 400);
  device = await new Device().come(school, pupil.user, pupil.address);
  page = await new Page().look(school, visitor);
  await until('a lease', 10_000, () => device.lease);
  device.indicate();
  for (const mark of [marks.before, marks.grid]) {
    device.send(1, picture(mark));
    await until('the picture on the page', 5000, () => page.got(mark));
  }
  page.enlarge();
  await until('a live lease', 5000, () => device.lease.streams.length === 2);
  device.send(2, picture(marks.live));
  await until('the live picture on the page', 5000, () => page.got(marks.live));
  device.tabs([{ title: tab, url: `https://${tab}.example/` }]);
  await pause(500);
  // The keys have a backup of their own, of seven days at most: docs/operations/settings.md.
  cpSync(school.at('state'), school.at('backup'), { recursive: true, filter: name => !name.endsWith('.sock') && !isKeys(name) });
  cpSync(school.at('state'), school.at('unswept'), { recursive: true, filter: name => !name.endsWith('.sock') });

  assert.deepEqual(plain('in the lesson'), {}, 'nothing lies open');
  const withKeys = opened('in the lesson');
  for (const what of [...Object.keys(kinds.names), ...Object.keys(kinds.addresses)]) assert.ok(withKeys[what], `${what} is not found: the search proves nothing`);
  assert.deepEqual({ ...only(withKeys, 'pictures'), ...only(withKeys, 'never') }, {});
  core('in the lesson');
  assert.ok(whole('in the lesson').grid, 'the last picture is not found in memory: the search proves nothing');
});

test('48 hours later nothing is left of a picture or a tab', async () => {
  page.close();
  device.close();
  await pause(1500);
  core('the lesson is over');
  school.turn(48 * hour);
  await pause(3000);
  const left = { ...only(plain('48 hours later'), 'pictures'), ...only(opened('48 hours later'), 'pictures'), ...only(core('48 hours later'), 'pictures') };
  whole('48 hours later');
  assert.deepEqual(left, {});
});

test('after the last day of the school year nobody is left: in files, with every key, in a core, and in a backup that is put back', async () => {
  const now = new Date(Date.now() + 48 * hour), year = now.getUTCFullYear() + (now.getUTCMonth() >= 7 ? 1 : 0);
  school.turn(Date.UTC(year, 7, 1, 1) - Date.now());  // 31 July 24:00 in Amsterdam is past
  await until('the sweep', 30_000, () => /swept pupils?/.test(school.log('server')));
  await pause(1500);
  assert.deepEqual(plain('after the year'), {});
  assert.deepEqual(opened('after the year'), {});
  // An address of the last visitor may still be on the stack of a thread: it goes with the next one.
  const inCore = core('after the year');
  assert.deepEqual({ ...only(inCore, 'names'), ...only(inCore, 'pictures'), ...only(inCore, 'never') }, {});
  whole('after the year');

  const kept = files(school.at('unswept'));
  const found = row('after the year', 'files of a server that did not sweep, with its keys', kept.reduce(
    (all, file) => sealedHits(readFileSync(file), keys(school.at('unswept')), everything, all), {}));
  assert.ok(found['pupil name'] && found['colleague user'], 'the search would not have found what is left');

  assert.deepEqual(opened('after the year', files(school.at('backup')), 'a backup of the lesson'), {});
  school.server.kill('SIGTERM');
  await once(school.server, 'exit');
  for (const file of files(school.at('state'))) if (/\.db(-wal|-shm)?$/.test(file)) rmSync(file);
  cpSync(school.at('backup'), school.at('state'), { recursive: true });
  await school.startServer();
  assert.deepEqual(plain('backup put back'), {});
  assert.deepEqual(opened('backup put back'), {});
  assert.deepEqual(core('backup put back'), {});
});

after(() => {
  const wide = table.reduce((most, row) => row.map((cell, at) => Math.max(most[at], cell.length)), [0, 0, 0]);
  for (const cells of table) console.log(`# ${cells.map((cell, at) => cell.padEnd(wide[at])).join(' │ ').trimEnd()}`);
});
