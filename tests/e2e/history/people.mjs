// people: who is at this school, by the delivery of its administration and its directory, and which ids the server gave them?

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const classroom = fileURLToPath(new URL('../../../examples/classroom/', import.meta.url));
export const short = user => user.split('@')[0];
const all = (text, pattern) => [...text.matchAll(pattern)].map(found => found.slice(1));
const said = (text, name) => new RegExp(`<${name}>([^<]*)<`).exec(text)?.[1];

export class People {
  #accounts = JSON.parse(readFileSync(join(classroom, 'directory/regenboog.json'), 'utf8')).tenant[0].user;
  #ids = new Map();
  disabled = new Set(this.#accounts.filter(one => one.enabled === false).map(one => short(one.user)));

  /** Asks which id stands for whom, as each of them may. */
  async learn(school) {
    for (const { user, role } of this.#accounts.filter(one => one.role)) {
      const told = await school.monitor('privacy', 'access', role === 'student' ? '--pupil' : '--staff', user,
        '--requested', '2026-11-20', '--json');
      this.#ids.set(/"value": "([0-9a-f]{32})"/.exec(told)[1], short(user));
    }
  }

  name(id, text) { this.#ids.set(id, text); }
  /** An id nobody knows stays an id: then nothing of it is right. */
  who(id) { return this.#ids.get(id) ?? id; }

  /** The members of a `roster` event: the delivery as it is read. */
  roster() {
    const text = readFileSync(join(classroom, 'EDEX.xml'), 'utf8');
    const groups = new Map(all(text, /<groep key="(\w+)"><naam>([^<]*)</g));
    const places = new Map(all(text, /<vestiging key="(\w+)"><naam>([^<]*)</g));
    const of = body => all(body, /<groep key="(\w+)"\/>/g).map(([key]) => groups.get(key));
    const pupils = all(text, /<leerling key="(\w+)">(.*?)<\/leerling>/gs).map(([number, body]) => (
      { user: short(this.#accounts.find(one => one.number === number).user), groups: of(body) }));
    const staff = all(text, /<leerkracht key="\w+">(.*?)<\/leerkracht>/gs).map(([body]) => {
      const user = said(body, 'gebruikersnaam');
      const name = ['roepnaam', 'voorvoegsel', 'achternaam'].map(one => said(body, one)).filter(Boolean).join(' ');
      return { user, name, object: this.#accounts.find(one => short(one.user) === user).object, active: true, groups: of(body) };
    });
    return { pupils, staff, groups: [...groups.values()].map(key => ({ key, site: [...places.values()][0] })) };
  }

  /** The members of a `directory` event: the accounts of staff. */
  accounts() {
    const staff = this.#accounts.filter(one => one.role === 'teacher');
    return { accounts: staff.map(one => ({ object: one.object, enabled: !this.disabled.has(short(one.user)) })) };
  }
}
