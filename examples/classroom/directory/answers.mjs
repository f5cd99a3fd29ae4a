// directory: what does Graph v1.0 answer, as documented? Pure of HTTP: a path and a query in, a status and an object out.

const notFound = { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'not there' } } };
const denied = { status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'no' } } };
const sealed = value => Buffer.from(JSON.stringify(value)).toString('base64url');
const opened = text => { try { return JSON.parse(Buffer.from(text, 'base64url').toString()); } catch { return undefined; } };

const selected = (thing, select) => {
  const names = select?.split(',') ?? Object.keys(thing);
  return Object.fromEntries([...new Set(['id', ...names])].filter(name => thing[name] !== undefined).map(name => [name, thing[name]]));
};

export class Answers {
  /** @param life seconds that a deltaLink works: seven days at Microsoft */
  constructor(origin, faults, { page, life }) { Object.assign(this, { origin, faults, page, life }); }

  ask(tenant, path, query) {
    const parts = path.split('/').map(decodeURIComponent);
    const [first, second, third] = parts;
    if (first === 'education' && !tenant.education) return denied;
    if (path === 'users/delta') return this.#delta(tenant.users, path, query);
    if (path === 'education/users/delta') return this.#delta(tenant.schooled, path, query);
    if (first === 'users' && parts.length === 2) return one(tenant.users.things.get(second), query);
    if (path.startsWith('education/users/') && parts.length === 3) return one(tenant.schooled.things.get(third), query);
    if (first === 'users' && parts.length === 1) return this.#list([...tenant.users.things.values()], path, query);
    if (first === 'groups' && third === 'transitiveMembers') {
      if (!tenant.groups.has(second)) return notFound;
      return this.#list([...tenant.members(second)].map(id => ({ '@odata.type': '#microsoft.graph.user', id })), path, query);
    }
    if (first === 'groups' && third === 'members') {
      if (!tenant.groups.has(second)) return notFound;
      return this.#list([...tenant.groups.get(second).members].filter(id => tenant.users.things.has(id)).map(id => ({ id })), path, query);
    }
    if (path === 'education/schools') return this.#list(tenant.schools.map(s => ({ id: s.id, displayName: s.name, schoolNumber: s.number })), path, query);
    if (path.startsWith('education/schools/') && parts[3] === 'users')
      return this.#list([...tenant.users.things.values()].filter(u => u.schools.includes(third)), path, query);
    if (path === 'servicePrincipals') return this.#list([{ id: `sp-${tenant.client}`, appRoles: tenant.appRoles }], path, query);
    if (first === 'servicePrincipals' && third === 'appRoleAssignedTo') return this.#list(this.#assignments(tenant), path, query);
    return notFound;
  }

  #assignments(tenant) {
    const id = value => tenant.appRoles.find(role => role.value === value)?.id;
    return [...tenant.users.things.values()].flatMap(user =>
      user.appRoles.map(role => ({ id: `${user.id}-${role}`, principalId: user.id, principalType: 'User', appRoleId: id(role) })));
  }

  #list(all, path, query) {
    const place = opened(query.get('$skiptoken') ?? '')?.place ?? 0;
    const count = Math.min(Number(query.get('$top') ?? 100), this.page);
    const body = { value: all.slice(place, place + count).map(thing => selected(thing, query.get('$select'))) };
    if (place + count < all.length) {
      const next = new URLSearchParams(query);
      next.set('$skiptoken', sealed({ place: place + count }));
      body['@odata.nextLink'] = `${this.origin}/v1.0/${path}?${next}`;
    }
    return { status: 200, body };
  }

  // Query options count in the first question only: after that they are in the token.
  #delta(journal, path, query) {
    const link = (name, token) => `${this.origin}/v1.0/${path}?$${name}=${sealed(token)}`;
    const given = query.get('$deltatoken') ?? query.get('$skiptoken');
    const token = given === null ? { place: 0, select: query.get('$select') } : opened(given);
    if (!token) return { status: 400, body: { error: { code: 'badRequest', message: 'token' } } };
    const { replay, expire, empty, link: elsewhere } = this.faults.now;
    const old = query.has('$deltatoken') && (expire || Date.now() - token.at > this.life * 1000);
    if (old) return this.#expired(path, token, expire);
    let { place } = token;
    if (query.has('$deltatoken') && replay) place = Math.max(0, place - replay);
    if (empty && !token.empty)
      return { status: 200, body: { value: [], '@odata.nextLink': link('skiptoken', { ...token, place, empty: true }) } };
    const { page, next } = journal.since(place, this.page);
    const body = { value: page.map(entry => this.#item(journal, entry, token)) };
    const more = next < journal.order.length;
    if (more) body['@odata.nextLink'] = elsewhere ?? link('skiptoken', { place: next, select: token.select, later: token.later });
    else body['@odata.deltaLink'] = link('deltatoken', { place: next, select: token.select, at: Date.now(), later: true });
    return { status: 200, body };
  }

  #item(journal, { id, changed }, { select, later }) {
    const thing = journal.things.get(id);
    if (!thing) return { id, '@removed': { reason: journal.gone.get(id) } };
    const whole = selected(thing, select);
    if (!later || !this.faults.now.partial) return whole;
    return Object.fromEntries(Object.entries(whole).filter(([name]) => name === 'id' || changed.includes(name)));
  }

  #expired(path, { select }, how) {
    if (how === 'lost') return { status: 400, body: { error: { code: 'syncStateNotFound', message: 'The sync state generation is not found.' } } };
    return { status: 410, body: { error: { code: 'resyncRequired', message: 'gone' } },
      headers: { location: `${this.origin}/v1.0/${path}?$select=${select}` } };
  }
}

function one(thing, query) {
  return thing ? { status: 200, body: selected(thing, query.get('$select')) } : notFound;
}
