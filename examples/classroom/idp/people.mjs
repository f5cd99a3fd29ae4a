// idp: who can sign in at the demo's identity provider? Everybody in people.toml, and somebody the school never heard of.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';

/** A made-up object id for accounts the roster does not name one for: always the same for the same user name. */
function invented(user) {
  const hex = createHash('sha256').update(`classroom ${user}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** @returns {{tenant: string, brin: string, people: {object: string, user: string, name: string, kind: string, about: string}[]}} */
export function peopleOf(file) {
  const roster = parse(readFileSync(file, 'utf8'));
  const groups = new Map(roster.group.map(g => [g.key, g.name]));
  const taught = member => member.groups.map(key => groups.get(key) ?? key).join(' en ');
  const staff = roster.staff.map(s => ({
    object: s.account.object, user: s.user, name: s.name, kind: 'staff',
    about: s.employment === 'active' ? `leraar van ${taught(s)}` : 'werkt hier niet meer',
  }));
  const pupils = roster.pupil.slice(0, 1).map(p => ({
    object: invented(p.user), user: p.user, name: p.name, kind: 'pupil', about: `leerling van ${taught(p)}`,
  }));
  const stranger = {
    object: invented('onbekend'), user: 'onbekend', name: 'Onbekende bezoeker', kind: 'stranger',
    about: 'heeft een account, maar niet op deze school',
  };
  return { tenant: roster.staff[0].account.tenant, brin: roster.school.brin, people: [...staff, ...pupils, stranger] };
}
