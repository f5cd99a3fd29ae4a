// e2e: a school with staff and no desktops: a real server, the demo's provider in both likenesses, and a crooked one.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { until } from '../../../examples/classroom/check/class.mjs';
import { freePort } from '../../../examples/classroom/check/ports.mjs';
import { Crooked } from './crooked.mjs';
import { OnFiles } from './stores.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const bin = join(process.env.MONITOR_BUILD ?? join(root, 'build/release'), 'bin');
const run = promisify(execFile);

export const tenant = '6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00', crookedTenant = '7f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00';
export const anouk = '0a5c9d1e-4f0b-4d5e-8a31-5b6c7d8e9f01', bram = '0a5c9d1e-4f0b-4d5e-8a31-5b6c7d8e9f02';
export const henk = '0a5c9d1e-4f0b-4d5e-8a31-5b6c7d8e9f04';  // does not work here any more
export const noa = 'qj7cks8qdz9ph54@de-regenboog';

/** The administration's list, as OneRoster writes it: it says of a colleague who left that they did. */
function roster(folder, henkWorks) {
  const staff = [['s1', 'Anouk', 'de Vries', true], ['s2', 'Bram', 'Smit', true], ['s3', 'Noa', 'Jansen', true], ['s4', 'Henk', 'Visser', henkWorks]];
  const table = (name, ...rows) => writeFileSync(join(folder, `${name}.csv`), rows.map(row => `${row}\n`).join(''));
  mkdirSync(folder, { recursive: true });
  table('orgs', 'sourcedId,name,type,identifier', 'school,Basisschool De Regenboog,school,99XX');
  table('classes', 'sourcedId,title,classType,schoolSourcedId', '5a,Groep 5A,homeroom,school');
  table('users', 'sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName', 'p1,true,school,student,sanne.b,Sanne,Bakker',
    ...staff.map(([key, first, last, works]) => `${key},${works},school,teacher,${first.toLowerCase()}.${last.replaceAll(' ', '').toLowerCase()},${first},${last}`));
  table('enrollments', 'sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role', 'e0,5a,school,p1,student',
    ...staff.map(([key]) => `${key}-5a,5a,school,${key},teacher`));
  return folder;
}

/** Who can sign in at the provider, as the demo's directory file has it. */
const accounts = () => JSON.stringify({ tenant: [{ tenant, brin: '99XX', user: [
  ['anouk.devries', 'Anouk de Vries', anouk, 'teacher'], ['noa.jansen', 'Noa Jansen', noa, 'teacher'],
  ['henk.visser', 'Henk Visser', '0a5c9d1e-4f0b-4d5e-8a31-5b6c7d8e9f04', 'teacher'],
  ['sanne.b', 'Sanne B.', '0a5c9d1e-4f0b-4d5e-8a31-5b6c7d8e9f11', 'student'],
  ['onbekend', 'Onbekende bezoeker', '0a5c9d1e-4f0b-4d5e-8a31-5b6c7d8e9f99', 'none'],
].map(([user, name, object, role]) => ({ user: `${user}@regenboog.example`, name, object, role, about: 'iemand van de proef' })) }] });

const settings = (address, port, { server, tables }, providers) => `[server]
listen = "127.0.0.1:${port}"
public_url = "${address}"
state = "state"
tls = "plain_loopback"
trusted_proxies = ["127.0.0.1/32"]
${server}
${tables}
${providers.join('\n')}`;

const provider = (name, issuer, more) => `[[provider]]
name = "${name}"
issuer = "${issuer}"
client_id = "classroom"
${more}`;

const fromEntree = `client_secret_file = "secret"
tenants = ["99XX"]
[provider.claims]
object = "uid"
tenant = "nlEduPersonHomeOrganizationId"
`;

const answers = url => until(url, 20_000, () => fetch(url).then(answer => answer.ok, () => false));

export class School {
  children = [];
  store = new OnFiles();

  async open() {
    try { return await this.#open(); } catch (error) { await this.close(); throw error; }
  }

  async #open() {
    await this.store.open();
    this.state = mkdtempSync(join(tmpdir(), 'sign-in-'));
    const [port, entraPort, entreePort] = await Promise.all([freePort(), freePort(), freePort()]);
    this.address = `http://127.0.0.1:${port}`;
    this.crooked = await new Crooked(crookedTenant, 'classroom').start();
    this.crooked.object = bram;
    this.entra = `http://127.0.0.1:${entraPort}/${tenant}/v2.0`;
    this.entree = `http://127.0.0.1:${entreePort}/entree`;
    writeFileSync(this.at('accounts.json'), accounts());
    writeFileSync(this.at('secret'), 'een-geheim-van-de-proef', { mode: 0o600 });
    writeFileSync(this.at('server.toml'), settings(this.address, port, this.store, [
      provider('Microsoft 365', this.entra, 'kind = "entra"'), provider('De andere stichting', this.crooked.issuer, 'kind = "entra"'),
      provider('Entree', this.entree, fromEntree)]));
    this.startProvider('entra', entraPort, ['--remember']);
    this.startProvider('entree', entreePort, ['--like', 'entree', '--secret-file', this.at('secret')]);
    await this.people();
    await this.startServer();
    for (const issuer of [this.entra, this.entree]) await answers(`${issuer}/.well-known/openid-configuration`);
    return this;
  }

  /** Who works here is the administration's word, whose account is whose the operator's: no directory is read. */
  async people() {
    await this.monitor('school', 'add', '--brin', '99XX', '--name', 'Basisschool De Regenboog', '--site', 'Hoofdgebouw');
    await this.monitor('roster', 'import', '--format', 'oneroster', roster(this.at('roster'), true));
    await this.monitor('site', 'set', '--network', '127.0.0.0/8', '--open', 'mon-sun 00:00-24:00');
    const { open } = JSON.parse(await this.monitor('roster', 'links', '--json'));
    for (const [name, from, object] of [['Anouk de Vries', tenant, anouk], ['Bram Smit', crookedTenant, bram],
      ['Noa Jansen', this.entree, noa], ['Henk Visser', crookedTenant, henk]]) {
      const person = open.find(one => one.name === name).person.replace('staff ', '');
      await this.monitor('roster', 'link', person, '--tenant', from, '--object', object, '--requested', '2026-11-20');
    }
    await this.monitor('roster', 'import', '--format', 'oneroster', roster(this.at('roster'), false));  // Henk has left
  }

  async startServer() {
    this.server = this.start('server', join(bin, 'monitor-server'), ['--config', this.at('server.toml')]);
    await answers(`${this.address}/healthz`);
  }
  /** A server that remembers nothing of its providers, and still who is signed in. */
  async restart() {
    this.server.kill('SIGTERM');
    await once(this.server, 'exit');
    await this.startServer();
  }

  at(name) { return join(this.state, name); }
  log(name) { return readFileSync(this.at(`${name}.log`), 'utf8'); }

  start(name, program, words, around = {}) {
    const out = openSync(this.at(`${name}.log`), 'w');
    const child = spawn(program, words, { cwd: this.state, stdio: ['ignore', out, out], env: { ...process.env, ...around } });
    this.children.push(child);
    return child;
  }
  startProvider(name, port, more) {
    this.start(name, process.execPath, [join(root, 'examples/classroom/idp/provider.mjs'), '--port', String(port), '--people', this.at('accounts.json'),
      '--client', 'classroom', '--return', `${this.address}/sign-in/return`, ...more]);
  }

  /** The `monitor` command, as a second process beside the server; what it prints. */
  async monitor(...words) {
    const { stdout } = await run(join(bin, 'monitor'), ['--config', this.at('server.toml'), ...words], { env: { ...process.env, LC_ALL: 'C' } });
    return stdout;
  }

  /** Why this answer was no: the word that stands in the server's log beside its number. */
  reason(answer) {
    const id = answer.headers.get('x-request-id');
    return new RegExp(`${id} sign-in failed at provider \\d+: (\\w+)`).exec(this.log('server'))?.[1];
  }

  async close() {
    for (const child of this.children.filter(one => one.exitCode === null && one.signalCode === null)) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    this.crooked?.stop();
    await this.store.close();
    if (this.state) rmSync(this.state, { recursive: true, force: true });
  }
}

/** A browser without a screen or scripts: keeps cookies of every host, follows nothing by itself. */
export class Visitor {
  static count = 0;

  /** Each comes from an address of its own, as the proxy in front of the server says. */
  constructor(school) {
    Visitor.count += 1;
    this.school = school;
    this.address = `10.9.${Math.floor(Visitor.count / 250)}.${1 + (Visitor.count % 250)}`;
    this.jar = new Map();
    this.cookies = this.at(school.address);  // what the school's server gave
  }

  at(url) {
    const { host } = new URL(url);
    if (!this.jar.has(host)) this.jar.set(host, new Map());
    return this.jar.get(host);
  }

  async go(url, options = {}) {
    const at = new URL(url, this.school.address);
    const cookies = this.at(at);
    const headers = { cookie: [...cookies].map(pair => pair.join('=')).join('; '), 'x-forwarded-for': this.address, ...options.headers };
    const answer = await fetch(at, { redirect: 'manual', ...options, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split('=');
      if (/Max-Age=0/.test(line)) cookies.delete(name); else cookies.set(name, value);
    }
    return answer;
  }
  cookie(name) { return this.cookies.get(name); }

  async send(path, page, fields = {}) {
    const proof = /name="proof" value="([^"]+)"/.exec(page)?.[1] ?? '';
    return this.go(path, { method: 'POST', headers: { origin: this.school.address }, body: new URLSearchParams({ proof, ...fields }) });
  }

  /** To the provider with this number, and the address it was sent to. */
  async depart(number) {
    const page = await (await this.go('/sign-in')).text() || await (await this.go('/me')).text();  // who is in is sent on
    const left = await this.send(`/sign-in/${number}`, page);
    return left.headers.get('location') ?? left;
  }
  /** There, and the address the crooked provider sends one back to. */
  async way(number = 1) {
    let at = await this.depart(number);
    while (!at.startsWith(this.school.address)) at = (await this.go(at)).headers.get('location');
    return at;
  }
  /** There and back; the server's last word. */
  async signIn(number = 1) { return this.go(await this.way(number)); }

  async isIn() { return (await this.go('/groups')).status === 200; }
}
