// idp: an identity provider for the demo that speaks real OpenID Connect, in the manner of Entra ID.
//
//   node idp/provider.mjs --port 18101 --people directory/regenboog.json --client classroom --return http://127.0.0.1:18100/return
//
// Code flow with PKCE only; RS256; issuer http://127.0.0.1:PORT/<tenant>/v2.0; the claims tid, oid, roles, preferred_username, name, ver.
//   --like entree   another likeness (likeness.mjs): issuer http://127.0.0.1:PORT/entree
//   --remember      keeps its own session, as a school's provider does: who signed in before is asked nothing
//   --secret-file F the client must show this secret
// A separate program: the server knows it only as an issuer in its settings. Loopback only, keys and sessions in memory only.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import Provider from 'oidc-provider';
import * as likenesses from './likeness.mjs';
import { choosing, leaving, sorry, style } from './page.mjs';
import { peopleOf } from './people.mjs';

const { values: set } = parseArgs({ options: {
  port: { type: 'string' }, people: { type: 'string' }, client: { type: 'string' }, return: { type: 'string' },
  like: { type: 'string', default: 'entra' }, remember: { type: 'boolean', default: false }, 'secret-file': { type: 'string' },
} });
for (const name of ['port', 'people', 'client', 'return']) {
  if (!set[name]) { console.error(`provider: --${name} is missing`); process.exit(2); }
}

if (!(set.like in likenesses)) { console.error(`provider: --like is ${Object.keys(likenesses).join(' or ')}`); process.exit(2); }

const { people, ...school } = peopleOf(set.people);
const like = likenesses[set.like](school);
const { prefix } = like;
const origin = `http://127.0.0.1:${set.port}`;
const secret = set['secret-file'] && readFileSync(set['secret-file'], 'utf8').trim();

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') };
}

function account(object) {
  const person = people.find(p => p.object === object);
  return person && { accountId: object, claims: () => like.claims(person) };
}

const provider = new Provider(`${origin}${prefix}`, {
  clients: [{
    client_id: set.client, ...(secret ? { client_secret: secret, token_endpoint_auth_method: 'client_secret_post' }
      : { token_endpoint_auth_method: 'none' }), redirect_uris: [set.return], post_logout_redirect_uris: [set.return], grant_types: ['authorization_code'],
    response_types: ['code'], id_token_signed_response_alg: 'RS256',
  }],
  jwks: { keys: [signingKey()] },
  cookies: { keys: [randomBytes(32).toString('hex')] },
  pkce: { required: () => true },
  ...like.options,
  features: {
    ...like.options.features, devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: true, logoutSource: (ctx, form) => { ctx.body = leaving(form); } },
  },
  ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 300, AuthorizationCode: 60, IdToken: 300 },
  interactions: { url: (_, interaction) => `${prefix}/kies/${interaction.uid}` },
  findAccount: (_, object) => account(object),
  // Nobody is asked to consent: a school's administrator does that once for all.
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid profile');
    grant.addOIDCClaims(like.asked);
    await grant.save();
    return grant;
  },
  renderError(ctx, out) {
    ctx.type = 'html';
    ctx.body = sorry(`De aanmelding werd geweigerd (${out.error}). Begin opnieuw op de pagina van de school.`);
  },
});
const speak = provider.callback();

function answer(response, status, type, body) {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  });
  response.end(body);
}

async function form(request) {
  let body = '';
  for await (const chunk of request) if ((body += chunk).length > 4096) throw new Error('too long');
  return new URLSearchParams(body);
}

async function choose(request, response) {
  const action = new URL(request.url, origin).pathname;
  await provider.interactionDetails(request, response);
  if (request.method === 'GET') return answer(response, 200, 'text/html', choosing(action, people));
  const object = (await form(request)).get('object');
  if (!account(object)) return answer(response, 400, 'text/html', sorry('Deze persoon kennen we niet.'));
  await provider.interactionFinished(request, response, { login: { accountId: object, remember: set.remember } });
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, origin);
  try {
    if (pathname === '/stijl.css') return answer(response, 200, 'text/css', style);
    if (pathname === '/favicon.ico') return answer(response, 204, 'text/plain', '');
    if (!pathname.startsWith(`${prefix}/`)) return answer(response, 404, 'text/html', sorry('Deze pagina is er niet.'));
    request.originalUrl = request.url;
    if (pathname.startsWith(`${prefix}/kies/`)) return await choose(request, response);
    // Each visit chooses anew: the demo is for trying out several people in one browser.
    if (!set.remember && pathname === `${prefix}/auth`) delete request.headers.cookie;
    request.url = request.url.slice(prefix.length);
    return await speak(request, response);
  } catch (error) {
    console.error(`provider: ${error.message}`);
    answer(response, 400, 'text/html', sorry('Deze aanmelding is verlopen. Begin opnieuw op de pagina van de school.'));
  }
});
server.listen(Number(set.port), '127.0.0.1', () => console.log(`provider: ${origin}${prefix}`));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
