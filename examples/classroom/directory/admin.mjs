// directory: what may a test, or somebody who shows the demo, do to the stand-in? /_admin, from this machine only.

import { tell } from './notices.mjs';

const by = (tenant, { user }) => {
  const found = tenant.find(user);
  if (!found) throw new Error(`there is no user ${user}`);
  return found;
};
const changed = (tenant, user, changes) => { tenant.set(user, changes); void tell(tenant, user.id, 'updated'); };

const acts = {
  disable: (tenant, asked) => changed(tenant, by(tenant, asked), { accountEnabled: false }),
  enable: (tenant, asked) => changed(tenant, by(tenant, asked), { accountEnabled: true }),
  rename: (tenant, asked) => changed(tenant, by(tenant, asked), asked.changes),
  // All are there before anybody hears of the first.
  add: (tenant, asked) => asked.accounts.map(account => tenant.add(account)).forEach(id => void tell(tenant, id, 'updated')),
  remove: (tenant, asked) => {
    const user = by(tenant, asked);
    tenant.remove(user, asked.reason ?? 'changed');
    void tell(tenant, user.id, 'deleted');
  },
  restore: (tenant, asked) => { tenant.restore(asked.object); void tell(tenant, asked.object, 'updated'); },
  // Graph says nothing of the user when a group or a school changes.
  join: (tenant, asked) => { tenant.groups.get(asked.group).members.add(by(tenant, asked).id); },
  leave: (tenant, asked) => { tenant.groups.get(asked.group).members.delete(by(tenant, asked).id); },
  move: (tenant, asked) => { by(tenant, asked).schools = asked.schools; },
  forget_subscriptions: tenant => tenant.subscriptions.clear(),
};

/** @returns {{status: number, body: object}} */
export function admin(tenants, faults, seen, path, asked) {
  if (path === 'faults') { faults.set(asked); return { status: 200, body: {} }; }
  if (path === 'seen') return { status: 200, body: { questions: seen, subscriptions: [...tenants.values()].flatMap(t => [...t.subscriptions.keys()]) } };
  const act = acts[path];
  const tenant = asked.tenant ? tenants.get(asked.tenant) : tenants.values().next().value;
  if (!act || !tenant) return { status: 404, body: { error: `there is no ${act ? 'such tenant' : path}` } };
  try { act(tenant, asked); return { status: 200, body: {} }; } catch (error) { return { status: 404, body: { error: error.message } }; }
}
