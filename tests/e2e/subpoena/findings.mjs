// e2e: what is found where and when, as a table.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { colleague, pupil } from './school.mjs';
import { forms, hits, keys, memory, sealedHits, stored } from './search.mjs';

export const marks = { grid: randomBytes(24), before: randomBytes(24), live: randomBytes(24) };
export const tab = 'spreekbeurt-over-de-zeearend';
export const kinds = {
  pictures: { grid: forms(marks.grid), 'one before': forms(marks.before), live: forms(marks.live), tabs: forms(tab) },
  names: { 'pupil name': forms(pupil.first), 'pupil user': forms(pupil.user), 'colleague name': forms(colleague.last),
    'colleague user': forms(colleague.user) },
  addresses: { 'pupil address': forms(pupil.address), 'colleague address': forms(colleague.address) },
  never: { 'pupil surname': forms(pupil.last) },
};
const everything = Object.assign({}, ...Object.values(kinds));

/** Of what was found, what is of these kinds. */
export const only = (found, ...wanted) => Object.fromEntries(Object.entries(found).filter(([what]) => wanted.some(kind => what in kinds[kind])));

export class Findings {
  #rows = [];

  constructor(school) { this.school = school; }

  row(when, where, found) {
    this.#rows.push([when, where, typeof found === 'string' ? found : Object.entries(found).map(([what, count]) => `${what} ${count}×`).join(', ') || 'nothing']);
    return found;
  }
  /** In files as they lie there; the log ahead of the database is a file too. */
  plain(when, where = this.school.files, name = 'files') {
    return this.row(when, name, where.reduce((found, file) => hits(readFileSync(file), everything, found), {}));
  }
  /** In files, opened with every key that is still on the machine, or that lies in `kept`. */
  opened(when, where = this.school.files, name = 'files', kept = this.school.at('state')) {
    const all = keys(kept), found = {};
    for (const file of where) sealedHits(stored(file), all, everything, found);
    return this.row(when, `${name}, opened with ${all.length} keys`, found);
  }
  #memory(pid, all) {
    const found = {};
    for (const bytes of memory(pid, all)) hits(bytes, everything, found);
    return found;
  }
  /** In a core as the kernel would write it, had it been allowed to. */
  core(when) { return this.row(when, 'core of the server', this.#memory(this.school.server.pid)); }
  whole(when) { return this.row(when, 'memory, also what no core holds', this.#memory(this.school.server.pid, 'all')); }
  /** In the memory of the programs that keep things for the server. */
  beside(when) {
    const found = {};
    for (const [name, program] of Object.entries(this.school.store.programs)) Object.assign(found, this.row(when, `memory of ${name}`, this.#memory(program.pid, 'all')));
    return found;
  }

  print() {
    const wide = this.#rows.reduce((most, row) => row.map((cell, at) => Math.max(most[at], cell.length)), [0, 0, 0]);
    console.log(`# ${this.school.store.name}`);
    for (const cells of this.#rows) console.log(`# ${cells.map((cell, at) => cell.padEnd(wide[at])).join(' │ ').trimEnd()}`);
  }
}
