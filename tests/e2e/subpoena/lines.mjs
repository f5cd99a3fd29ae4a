// e2e: a device and a page as a school sees them on the wire (docs/formats/wire.md), without a screen: they send and get what a test wants.

import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { until } from '../../../examples/classroom/check/class.mjs';

/** One WebSocket of the client's side (RFC 6455), whole binary messages. */
class Line {
  heard = [];
  #rest = Buffer.alloc(0);

  async open(school, path, protocol, headers) {
    const at = new URL(school.address);
    this.socket = connect(Number(at.port), at.hostname);
    this.socket.on('error', () => {});
    await once(this.socket, 'connect');
    const lines = { host: at.host, upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'), 'sec-websocket-protocol': protocol, ...headers };
    this.socket.write(`GET ${path} HTTP/1.1\r\n${Object.entries(lines).map(line => line.join(': ')).join('\r\n')}\r\n\r\n`);
    this.socket.on('data', data => this.#take(data));
    await until(`the line ${path}`, 5000, () => this.upgraded);
    return this;
  }

  #take(data) {
    this.#rest = Buffer.concat([this.#rest, data]);
    if (!this.upgraded) {
      const end = this.#rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!this.#rest.toString('latin1').startsWith('HTTP/1.1 101')) throw new Error(this.#rest.toString('latin1', 0, end));
      this.#rest = this.#rest.subarray(end + 4);
      this.upgraded = true;
    }
    while (this.#frame());
  }

  #frame() {
    const rest = this.#rest;
    if (rest.length < 2) return false;
    let [length, at] = [rest[1] & 127, 2];
    if (length === 126) [length, at] = [rest.length < 4 ? Infinity : rest.readUInt16BE(2), 4];
    else if (length === 127) [length, at] = [rest.length < 10 ? Infinity : Number(rest.readBigUInt64BE(2)), 10];
    if (rest.length < at + length) return false;
    const body = Buffer.from(rest.subarray(at, at + length));
    this.#rest = rest.subarray(at + length);
    if ((rest[0] & 15) === 9) this.#send(10, body);
    if ((rest[0] & 15) === 2) this.hears(body[1], body.subarray(8));
    return true;
  }

  #send(kind, body) {
    const long = body.length > 65535, head = Buffer.alloc(body.length < 126 ? 2 : long ? 10 : 4);
    head[0] = 0x80 | kind;
    head[1] = 0x80 | (body.length < 126 ? body.length : long ? 127 : 126);
    if (long) head.writeBigUInt64BE(BigInt(body.length), 2); else if (head.length === 4) head.writeUInt16BE(body.length, 2);
    this.socket.write(Buffer.concat([head, Buffer.alloc(4), body]));  // a mask of zeros: the bytes as they are
  }

  say(kind, body) {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    const head = Buffer.from([1, kind, 0, 0, 0, 0, 0, 0]);
    head.writeUInt32LE(bytes.length, 4);
    this.#send(2, Buffer.concat([head, bytes]));
  }

  close() { this.socket.destroy(); }
}

/** A picture that a header check takes for VP8 (RFC 6386 §9.1), with this in it all over. */
export function picture(mark, size = 6000) {
  const [width, height] = [480, 270], head = Buffer.alloc(10), tag = (1 << 4) | (size << 5);
  head.writeUIntLE(tag, 0, 3);
  head.set([0x9d, 0x01, 0x2a, width & 255, width >> 8, height & 255, height >> 8], 3);
  return Buffer.concat([head, Buffer.alloc(size, mark)]);
}

export class Device extends Line {
  async come(school, user, address) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = publicKey.export({ format: 'jwk' });
    this.key = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    const handed = await school.monitor('device', 'enrol', '--uses', '1');
    const token = JSON.parse(Buffer.from(handed.trim().split('.')[1], 'base64url'));
    this.user = user;
    await this.open(school, '/agent', 'monitor.agent.1', { 'x-forwarded-for': address });
    this.nonce = randomBytes(16);
    this.say(1, { versions: [1], agent: 'test', can: [], nonce: this.nonce.toString('base64url') });
    await until('the welcome', 5000, () => this.welcome);
    const point = Buffer.concat([Buffer.from([4]), Buffer.from(key.x, 'base64url'), Buffer.from(key.y, 'base64url')]);
    this.say(2, { token: token.secret, public_key: point.toString('base64url'), label: 'test', fixed_user: '' });
    await until('the lease', 10_000, () => this.lease ?? this.accepted);
    return this;
  }

  hears(kind, body) {
    const said = JSON.parse(body);
    if (kind === 64) this.welcome = said;
    if (kind === 65) this.#prove(said.device);
    if (kind === 66) { this.accepted = true; this.say(4, { user: this.user }); }
    if (kind === 67) this.refused = said.why;
    if (kind === 68) this.lease = said;
    if (kind === 69) this.lease = null;
  }

  #prove(device) {
    const counted = text => Buffer.concat([Buffer.from([text.length >> 8, text.length & 255]), text]);
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(1n);
    const transcript = Buffer.concat([Buffer.from('monitor device proof v1\0'), counted(Buffer.from(this.welcome.server)), Buffer.alloc(1),
      counted(this.nonce), counted(Buffer.from(this.welcome.nonce, 'base64url')), Buffer.from(device, 'hex'), counter]);
    const signature = sign('sha256', transcript, { key: this.key, dsaEncoding: 'ieee-p1363' });
    this.say(3, { device, counter: 1, signature: signature.toString('base64url') });
  }

  indicate() { this.say(5, { lease: this.lease.lease }); }
  send(stream, vp8) {
    const head = Buffer.alloc(12);
    head.writeUInt32LE(this.lease.lease, 0);
    head.writeUInt32LE(this.sequence = (this.sequence ?? 0) + 1, 4);
    head[8] = stream;
    this.say(7, Buffer.concat([head, vp8]));
  }
  tabs(tabs) { this.say(8, { lease: this.lease.lease, tabs }); }
}

export class Page extends Line {
  pictures = [];

  /** A signed-in visitor's view of the only group. */
  async look(school, visitor) {
    const [, group] = /\/groups\/([0-9a-f]{32})/.exec(await (await visitor.go('/groups')).text());
    const text = await (await visitor.go(`/groups/${group}`)).text();
    const [, proof] = /data-proof="([^"]+)"/.exec(text);
    const { ticket } = await (await visitor.send(`/groups/${group}/ticket`, `name="proof" value="${proof}"`)).json();
    const cookie = [...visitor.cookies].map(pair => pair.join('=')).join('; ');
    await this.open(school, '/view', 'monitor.viewer.1', { cookie, origin: school.address, 'x-forwarded-for': visitor.address });
    this.say(128, { ticket, group });
    await until('the view', 5000, () => this.view);
    return this;
  }

  hears(kind, body) {
    if (kind === 160) this.view = JSON.parse(body);
    if (kind === 162) this.pictures.push(Buffer.from(body.subarray(12)));
    if (kind === 163) this.ended = JSON.parse(body);
    if (kind === 164) this.large = JSON.parse(body);
  }
  enlarge() { this.say(131, { pupil: this.view.tiles[0].pupil, purpose: 'help' }); }
  got(mark) { return this.pictures.some(one => one.includes(mark)); }
}
