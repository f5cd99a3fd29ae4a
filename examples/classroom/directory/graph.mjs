// directory: a stand-in for Microsoft Graph and the token endpoint of Entra ID, for tests and the demo. A program of its own.
//
//   node directory/graph.mjs --port 18102 --people directory/regenboog.json [--page 100] [--life 604800] [--token-life 3599]
//
// Speaks what docs/operations/microsoft-365.md says we ask: users/delta, education, groups, app roles, subscriptions. /_admin changes
// people and switches faults on (admin.mjs, faults.mjs). Loopback only; everything in memory; everybody is invented.

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { admin } from './admin.mjs';
import { Answers } from './answers.mjs';
import { Faults } from './faults.mjs';
import { renew, subscribe } from './notices.mjs';
import { freshId, tenantsOf } from './tenant.mjs';

const { values: set } = parseArgs({ options: {
  port: { type: 'string' }, people: { type: 'string' }, page: { type: 'string', default: '100' }, life: { type: 'string', default: '604800' },
  'token-life': { type: 'string', default: '3599' },
} });
for (const name of ['port', 'people']) if (!set[name]) { console.error(`graph: --${name} is missing`); process.exit(2); }

const tenants = tenantsOf(set.people);
const faults = new Faults();
const tokens = new Map();  // token -> {tenant, until}
const seen = {};           // how often each kind of question came
let answers;

const error = (status, code, message) =>
  ({ status, body: { error: { code, message, innerError: { 'request-id': freshId(), date: new Date().toISOString().slice(0, 19) } } } });

function token(tenant, form) {
  if (!tenant) return { status: 400, body: { error: 'invalid_request', error_description: 'AADSTS90002: Tenant not found.' } };
  const known = form.get('client_id') === tenant.client;
  if (form.get('grant_type') !== 'client_credentials' || !form.get('scope')?.endsWith('/.default'))
    return { status: 400, body: { error: 'invalid_request', error_description: 'AADSTS1002012: The provided value for scope is not valid.' } };
  if (!known) return { status: 400, body: { error: 'unauthorized_client', error_description: 'AADSTS700016: Application was not found.' } };
  if (form.get('client_secret') !== tenant.secret)
    return { status: 401, body: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' } };
  const made = randomBytes(32).toString('base64url');
  tokens.set(made, { tenant, until: Date.now() + Number(set['token-life']) * 1000 });
  return { status: 200, body: { token_type: 'Bearer', expires_in: Number(set['token-life']), access_token: made } };
}

function whose(request) {
  const bearer = tokens.get(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]);
  return bearer && bearer.until > Date.now() ? bearer.tenant : undefined;
}

async function graph(request, path, query, body) {
  const kind = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*');
  seen[kind] = (seen[kind] ?? 0) + 1;
  const tenant = whose(request);
  if (!tenant) return error(401, 'InvalidAuthenticationToken', 'Access token is empty, wrong or expired.');
  const instead = faults.instead();
  if (instead) return instead;
  if (request.method === 'POST' && path === 'subscriptions') return subscribe(tenant, JSON.parse(body));
  if (request.method === 'PATCH' && path.startsWith('subscriptions/')) return renew(tenant, path.slice(14), JSON.parse(body));
  if (request.method !== 'GET') return error(405, 'Request_BadRequest', 'method');
  const answer = answers.ask(tenant, path, query);
  const { code, message } = answer.body.error ?? {};
  const said = code ? error(answer.status, code, message).body : answer.body;
  return { ...answer, headers: { ...faults.headers(), ...answer.headers }, body: faults.spoil(JSON.stringify(said)) };
}

async function whole(request) {
  let body = '';
  for await (const chunk of request) if ((body += chunk).length > 1 << 20) throw new Error('too long');
  return body;
}

async function answer(request, response) {
  const url = new URL(request.url, 'http://127.0.0.1');
  const body = await whole(request);
  const path = url.pathname;
  const asked = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(path);
  let given;
  if (asked) given = token(tenants.get(asked[1]), new URLSearchParams(body));
  else if (path.startsWith('/v1.0/')) given = await graph(request, decodeURI(path.slice(6)), url.searchParams, body);
  else if (path.startsWith('/_admin/')) given = admin(tenants, faults, seen, path.slice(8), body ? JSON.parse(body) : {});
  else given = error(404, 'NotFound', 'no such path');
  const text = typeof given.body === 'string' ? given.body : JSON.stringify(given.body);
  response.writeHead(given.status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...given.headers }).end(text);
}

const server = createServer((request, response) => {
  answer(request, response).catch(trouble => { response.writeHead(400).end(JSON.stringify({ error: { code: 'BadRequest', message: trouble.message } })); });
});
server.listen(Number(set.port), '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  answers = new Answers(origin, faults, { page: Number(set.page), life: Number(set.life) });
  console.log(`graph: ${origin}`);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
