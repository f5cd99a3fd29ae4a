// directory: what does one tenant of the stand-in know, and in which order did it change?

import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';

/** A made-up object id: always the same for the same words. */
export function invented(words) {
  const hex = createHash('sha256').update(`directory ${words}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

const graphNames = {
  enabled: 'accountEnabled', user: 'userPrincipalName', name: 'displayName', first: 'givenName', surname: 'surname', mail: 'mail',
  number: 'employeeId', type: 'userType',
};
const userMembers = Object.values(graphNames);

/** Things that come and go, with the order of their changes: what a delta query reads from a place on. */
class Journal {
  things = new Map();
  gone = new Map();   // id -> reason
  order = [];         // [id, number of the change]
  #last = new Map();  // id -> number of its newest change

  touch(id, changed = []) {
    this.#last.set(id, this.order.length);
    this.order.push({ id, at: this.order.length, changed });
  }
  put(thing, changed) { this.gone.delete(thing.id); this.things.set(thing.id, thing); this.touch(thing.id, changed); }
  remove(id, reason) { this.things.delete(id); this.gone.set(id, reason); this.touch(id); }
  /** At most `count` from that place on; an older change of the same thing is left out. */
  since(place, count) {
    const page = [];
    let at = place;
    for (; at < this.order.length && page.length < count; ++at) {
      const entry = this.order[at];
      if (this.#last.get(entry.id) === entry.at) page.push(entry);
    }
    return { page, next: at };
  }
}

export class Tenant {
  users = new Journal();
  schooled = new Journal();
  subscriptions = new Map();
  recycled = new Map();

  constructor({ tenant, client, secret, education = true, app_role = [], group = [], school = [], user = [], generate = 0 }) {
    Object.assign(this, { id: tenant, client, secret, education, schools: school });
    this.appRoles = app_role.map(value => ({ id: invented(`role ${value}`), value }));
    this.groups = new Map(group.map(g => [g.id, { ...g, members: new Set() }]));
    for (const one of user) this.add(one);
    for (let n = 0; n < generate; ++n) this.add(madeUp(n));
    for (const g of group) for (const inner of g.groups ?? []) this.groups.get(g.id).members.add(inner);
  }

  add(given) {
    const id = given.object ?? invented(given.user);
    const user = { id, schools: given.schools ?? [], appRoles: given.app_roles ?? [] };
    for (const [ours, theirs] of Object.entries(graphNames)) if (given[ours] !== undefined) user[theirs] = given[ours];
    user.accountEnabled ??= true;
    user.userType ??= 'Member';
    for (const group of given.groups ?? []) this.groups.get(group).members.add(id);
    this.users.put(user, userMembers);
    if (this.education && given.role) this.schooled.put(schooledFrom(id, given), ['primaryRole']);
    return id;
  }
  find(words) {
    for (const user of this.users.things.values())
      if (user.id === words || user.userPrincipalName === words || user.userPrincipalName?.split('@')[0] === words) return user;
    return undefined;
  }
  set(user, changes) { Object.assign(user, changes); this.users.touch(user.id, Object.keys(changes)); }
  remove(user, reason) {
    this.recycled.set(user.id, { user, schooled: this.schooled.things.get(user.id) });
    this.users.remove(user.id, reason);
    if (this.schooled.things.has(user.id)) this.schooled.remove(user.id, reason);
  }
  restore(id) {
    const { user, schooled } = this.recycled.get(id);
    this.users.put(user, userMembers);
    if (schooled) this.schooled.put(schooled, ['primaryRole']);
  }

  /** Users in a group, also through a group within it. */
  members(group, seen = new Set()) {
    const all = new Set();
    if (seen.has(group) || !this.groups.has(group)) return all;
    seen.add(group);
    for (const one of this.groups.get(group).members) {
      if (this.groups.has(one)) for (const inner of this.members(one, seen)) all.add(inner);
      else if (this.users.things.has(one)) all.add(one);
    }
    return all;
  }
}

function schooledFrom(id, { role, sds, school_number: number }) {
  const inside = { externalId: sds, [role === 'student' ? 'studentNumber' : 'teacherNumber']: number };
  return { id, primaryRole: role, ...(role === 'student' ? { student: inside } : role === 'teacher' ? { teacher: inside } : {}) };
}

function madeUp(n) {
  return { object: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, user: `p${n}@school.example`, name: `Leerling ${n}`,
    first: `Voornaam${n}`, surname: `Achternaam${n}`, number: String(100000 + n) };
}

/** A file of tenants: TOML, or JSON of the same form. */
export function tenantsOf(file) {
  const text = readFileSync(file, 'utf8');
  const all = file.endsWith('.json') ? JSON.parse(text) : parse(text);
  return new Map(all.tenant.map(one => [one.tenant, new Tenant(one)]));
}

export const freshId = () => randomUUID();
