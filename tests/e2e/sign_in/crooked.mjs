// e2e: a provider that signs whatever a test wants signed, right or wrong, and remembers what it was asked.
//
// In the manner of Entra ID: issuer http://127.0.0.1:PORT/<tenant>/v2.0, code flow. Right by default; a test changes one thing.

import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

const text = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
export const now = () => Math.floor(Date.now() / 1000);

export function newKey(kid = randomBytes(6).toString('hex'), more = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n, e } = publicKey.export({ format: 'jwk' });
  return { kid, privateKey, publicKey, jwk: { kty: 'RSA', use: 'sig', kid, n, e, ...more } };
}

/** header.claims.signature; `header` and `claims` may be JSON texts, for what no object can say. */
export function rs256(header, claims, key) {
  const content = `${text(header)}.${text(claims)}`;
  return `${content}.${sign('sha256', Buffer.from(content), key.privateKey).toString('base64url')}`;
}
export function hs256(header, claims, secret) {
  const content = `${text(header)}.${text(claims)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
export const unsigned = (header, claims) => `${text(header)}.${text(claims)}.`;

export class Crooked {
  constructor(tenant, client) {
    Object.assign(this, { tenant, client, keys: [newKey()], asked: {}, codes: new Map(), visits: [], servers: [] });
    this.right();
  }

  /** Everything as it should be. */
  right() {
    this.way = {
      header: key => ({ alg: 'RS256', typ: 'JWT', kid: key.kid }),
      claims: claims => claims,
      token: (header, claims, key) => rs256(header, claims, key),
      callback: query => query,
      redeemed: body => ({ status: 200, body }),
      keys: () => ({ status: 200, body: { keys: this.keys.map(key => key.jwk) } }),
    };
  }

  async start() {
    const listening = async answer => {
      const server = createServer(answer).listen(0, '127.0.0.1');
      await once(server, 'listening');
      this.servers.push(server);
      return `http://127.0.0.1:${server.address().port}`;
    };
    this.origin = await listening((request, response) => this.answer(request, response));
    this.issuer = `${this.origin}/${this.tenant}/v2.0`;
    // As a federation does: the way in stands at another host, which sends the visitor on.
    this.front = await listening((request, response) => { response.writeHead(302, { location: this.origin + request.url }).end(); });
    return this;
  }
  stop() { for (const server of this.servers) { server.closeAllConnections(); server.close(); } }

  times(path) { return this.asked[path] ?? 0; }

  claimsFor(nonce) {
    return { iss: this.issuer, aud: this.client, iat: now(), nbf: now(), exp: now() + 300, nonce, sub: 'subject', tid: this.tenant,
      oid: this.object, ver: '2.0', name: 'Iemand', preferred_username: 'iemand@regenboog.example' };
  }

  async answer(request, response) {
    const url = new URL(request.url, this.origin);
    const path = url.pathname.replace(`/${this.tenant}`, '');
    this.asked[path] = this.times(path) + 1;
    const json = (status, body) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (path === '/v2.0/.well-known/openid-configuration') {
      return json(200, { issuer: this.issuer, authorization_endpoint: `${this.front}/${this.tenant}/authorize`,
        token_endpoint: `${this.origin}/${this.tenant}/token`, jwks_uri: `${this.origin}/${this.tenant}/keys` });
    }
    if (path === '/keys') {
      const { status, body, after } = this.way.keys();
      if (after) await after;
      return json(status, body);
    }
    if (path === '/authorize') {
      const asked = Object.fromEntries(url.searchParams);
      const code = randomBytes(8).toString('hex');
      this.codes.set(code, asked);
      this.visits.push(asked);
      const back = new URL(asked.redirect_uri);
      for (const [name, value] of Object.entries(this.way.callback({ code, state: asked.state }))) back.searchParams.set(name, value);
      response.writeHead(302, { location: back.href });
      return response.end();
    }
    if (path === '/token') {
      let body = '';
      for await (const chunk of request) body += chunk;
      const form = new URLSearchParams(body);
      const asked = this.codes.get(form.get('code'));
      this.codes.delete(form.get('code'));
      const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
      if (!asked || challenge !== asked.code_challenge) return json(400, { error: 'invalid_grant' });
      const [key] = this.keys;
      const token = this.way.token(this.way.header(key), this.way.claims(this.claimsFor(asked.nonce)), key);
      const answer = this.way.redeemed({ token_type: 'Bearer', access_token: 'opaque', expires_in: 300, id_token: token });
      return json(answer.status, answer.body);
    }
    return json(404, {});
  }
}
