// e2e: the demo's school with one pupil and one colleague in it, both invented, and a server whose clock is moved.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bram, crookedTenant, School } from '../sign_in/school.mjs';
import { files } from '../sign_in/stores.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
export const brin = '99XX';
export const pupil = { first: 'Quirijnelle', last: 'Zwaluwenstaart', user: 'kanarievogel', address: '10.77.198.44' };
export const colleague = { first: 'Hadewych', last: 'Kwakzalver', user: 'h.pimpelmees', address: '10.77.211.13' };

export class Subpoenaed extends School {
  constructor(store) {
    super();
    this.store = store;
  }
  start(name, program, words) {
    if (name !== 'server') return super.start(name, program, words);
    mkdirSync(this.at('tmp'), { recursive: true });
    return super.start(name, program, words, { LD_PRELOAD: this.at('clock.so'), CLOCK_AHEAD: this.at('ahead'), TMPDIR: this.at('tmp') });
  }

  async people() {
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', this.at('clock.so'), join(here, 'clock.c')]);
    this.turn(0);
    const table = (name, ...rows) => writeFileSync(this.at(`roster/${name}.csv`), rows.map(row => `${row}\n`).join(''));
    mkdirSync(this.at('roster'));
    table('orgs', 'sourcedId,name,type,identifier', `school,Basisschool De Regenboog,school,${brin}`);
    table('classes', 'sourcedId,title,classType,schoolSourcedId', '5a,Groep 5A,homeroom,school');
    table('users', 'sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName',
      `p1,true,school,student,${pupil.user},${pupil.first},${pupil.last}`,
      `s1,true,school,teacher,${colleague.user},${colleague.first},${colleague.last}`);
    table('enrollments', 'sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role', 'e1,5a,school,p1,student', 'e2,5a,school,s1,teacher');
    await this.monitor('school', 'add', '--brin', brin, '--name', 'Basisschool De Regenboog', '--site', 'Hoofdgebouw');
    await this.monitor('roster', 'import', '--format', 'oneroster', this.at('roster'));
    rmSync(this.at('roster'), { recursive: true });  // the administration's own file is not the server's
    await this.monitor('site', 'set', '--network', '10.77.0.0/16', '--open', 'mon-sun 00:00-24:00');
    const { open } = JSON.parse(await this.monitor('roster', 'links', '--json'));
    const staff = open.find(one => one.person.startsWith('staff ')).person.replace('staff ', '');
    await this.monitor('roster', 'link', staff, '--tenant', crookedTenant, '--object', bram, '--requested', '2026-11-20');
  }

  /** Both hands of the server's clock, so far ahead. */
  turn(ahead) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(ahead));
    this.hands ??= openSync(this.at('ahead'), 'w+');
    writeSync(this.hands, bytes, 0, 8, 0);
  }

  /** All that the machine keeps: databases and what stands beside them, logs, temporary files. */
  get files() { return [this.at('server.log'), ...files(this.at('state')), ...files(this.at('tmp')), ...this.store.files]; }

  async putBackUp() {
    this.server.kill('SIGTERM');
    await once(this.server, 'exit');
    this.store.putBack(this.at('backup'), this.at('state'));
    await this.startServer();
  }

  async close() {
    if (this.hands !== undefined) closeSync(this.hands);
    await super.close();
  }
}
