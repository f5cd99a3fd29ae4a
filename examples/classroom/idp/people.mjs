// idp: who can sign in at the demo's identity provider? Whoever the directory's own file offers to a visitor.

import { readFileSync } from 'node:fs';

const kinds = { teacher: 'staff', student: 'pupil' };

/** @returns {{tenant: string, brin: string, people: {object: string, user: string, name: string, kind: string, about: string}[]}} */
export function peopleOf(file) {
  const [{ tenant, brin, user: users }] = JSON.parse(readFileSync(file, 'utf8')).tenant;
  const people = users.filter(one => one.about).map(({ object, user, name, role, about }) =>
    ({ object, user, name, kind: kinds[role] ?? 'stranger', about }));
  return { tenant, brin, people };
}
