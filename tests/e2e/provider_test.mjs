// Does the demo's identity provider speak the OpenID Connect that a school's own provider would?

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../examples/classroom/check/ports.mjs';

const classroom = fileURLToPath(new URL('../../examples/classroom/', import.meta.url));
const back = 'http://127.0.0.1:9/return';
let child, issuer, metadata;

before(async () => {
  child = spawn(process.execPath, ['idp/provider.mjs', '--port', String(await freePort()), '--people', 'directory/regenboog.json',
    '--client', 'classroom', '--return', back], { cwd: classroom, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(child.stdout, 'data');
  issuer = /provider: (\S+)/.exec(String(line))[1];
  metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
});
after(() => child.kill());

const base64url = bytes => Buffer.from(bytes).toString('base64url');

function departure(changes = {}) {
  const verifier = base64url(randomBytes(32));
  const query = {
    client_id: 'classroom', response_type: 'code', redirect_uri: back, scope: 'openid profile', state: 'st', nonce: 'no',
    code_challenge: base64url(createHash('sha256').update(verifier).digest()), code_challenge_method: 'S256', ...changes,
  };
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return { verifier, url: `${metadata.authorization_endpoint}?${new URLSearchParams(given)}` };
}

/** A browser that keeps its cookies and stops when it is sent back to us. */
async function choose(url, name) {
  const jar = new Map();
  const visit = async (where, options = {}) => {
    const cookie = [...jar].map(pair => pair.join('=')).join('; ');
    const answer = await fetch(where, { redirect: 'manual', ...options, headers: { cookie, ...options.headers } });
    for (const line of answer.headers.getSetCookie()) { const [k, v] = line.split(';')[0].split('='); jar.set(k, v); }
    const next = answer.headers.get('location') && new URL(answer.headers.get('location'), where).href;
    return next && !next.startsWith(back) ? visit(next) : { at: where, next, answer };
  };
  const { at, answer } = await visit(url);
  const object = new RegExp(`value="([^"]+)">\\s*<strong>${name}`).exec(await answer.text())[1];
  const { next } = await visit(at, { method: 'POST', body: new URLSearchParams({ object }) });
  return new URL(next).searchParams;
}

const redeem = (code, verifier) => fetch(metadata.token_endpoint, { method: 'POST', body: new URLSearchParams({
  grant_type: 'authorization_code', code, redirect_uri: back, client_id: 'classroom', code_verifier: verifier }) });

test('the issuer names the tenant and the discovery document names the issuer', () => {
  assert.match(issuer, /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f-]{36}\/v2\.0$/);
  assert.equal(metadata.issuer, issuer);
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
});

test('choosing a person ends in an RS256 token that names tenant, object and nonce', async () => {
  const { url, verifier } = departure();
  const returned = await choose(url, 'Anouk de Vries');
  assert.equal(returned.get('state'), 'st');
  assert.equal(returned.get('iss'), issuer);
  const { id_token: token } = await (await redeem(returned.get('code'), verifier)).json();
  const [head, body, signature] = token.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url'));
  const claims = JSON.parse(Buffer.from(body, 'base64url'));
  const { keys } = await (await fetch(metadata.jwks_uri)).json();
  const key = createPublicKey({ key: keys.find(k => k.kid === header.kid), format: 'jwk' });
  assert.equal(header.alg, 'RS256');
  assert.ok(verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')));
  assert.equal(claims.iss, issuer);
  assert.equal(claims.aud, 'classroom');
  assert.equal(claims.nonce, 'no');
  assert.equal(claims.tid, new URL(issuer).pathname.split('/')[1]);
  assert.equal(claims.name, 'Anouk de Vries');
  assert.equal(claims.preferred_username, 'anouk.devries@regenboog.example');
  assert.equal(claims.ver, '2.0');
  assert.deepEqual(claims.roles, ['Monitor.Teacher']);
  assert.match(claims.oid, /^[0-9a-f-]{36}$/);
});

test('a code is worth nothing without the verifier that belongs to it', async () => {
  const { url } = departure();
  const returned = await choose(url, 'Jeroen Bakker');
  assert.equal((await redeem(returned.get('code'), base64url(randomBytes(32)))).status, 400);
});

test('nobody signs in without PKCE, and nobody is sent to another address', async () => {
  const plain = await fetch(departure({ code_challenge: undefined, code_challenge_method: undefined }).url, { redirect: 'manual' });
  assert.equal(new URL(plain.headers.get('location')).searchParams.get('error'), 'invalid_request');
  const elsewhere = await fetch(departure({ redirect_uri: 'http://127.0.0.1:9/elsewhere' }).url, { redirect: 'manual' });
  assert.equal(elsewhere.status, 400);
  assert.equal(elsewhere.headers.get('location'), null);
});

test('a pupil, a leaver and a stranger can sign in too: letting them in is for the school to refuse', async () => {
  for (const name of ['Henk Visser', 'Sanne B.', 'Onbekende bezoeker']) {
    const { url, verifier } = departure();
    const returned = await choose(url, name);
    assert.equal((await redeem(returned.get('code'), verifier)).status, 200, name);
  }
});
