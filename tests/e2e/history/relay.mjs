// relay: stands between everybody and the server. Bytes go on as they came; the lines of agents and of pages are told, message by
// message, to whoever listens, who may say what goes on instead.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';
import { freePort } from '../../../examples/classroom/check/ports.mjs';
import { Tap } from './frames.mjs';

/** From where the server sees them come: pupils' devices and all others are in different networks of the school. */
export const addresses = Object.freeze({ devices: '127.1.0.1', others: '127.2.0.1' });

/** The first head of a connection: its path, its cookies and all that was read. */
async function readHead(socket) {
  let bytes = Buffer.alloc(0);
  while (!bytes.includes('\r\n\r\n')) {
    await once(socket, 'readable');
    const chunk = socket.read();
    if (!chunk) throw new Error('nothing was asked');
    bytes = Buffer.concat([bytes, chunk]);
  }
  const text = bytes.toString('latin1');
  return { bytes, path: text.split(' ')[1], session: /^cookie:.*__Host-session=([^;\s]*)/im.exec(text)?.[1] };
}

/**
 * @typedef {object} Line one line of an agent or a page
 * @property {(message: Buffer) => Buffer | void} said to the school; what it answers goes on instead
 * @property {(message: Buffer) => void} heard from the school
 * @property {() => void} gone
 */
export class Relay {
  #server; #open = new Set(); #lines;

  /** `lines`: by path, who listens to a line that begins. @param {Record<string, (begun: object) => Line>} lines */
  static async begin(lines) {
    const relay = new Relay();
    relay.#lines = lines;
    relay.listen = await freePort();
    relay.#server = createServer(socket => { relay.#let(socket).catch(() => socket.destroy()); });
    relay.#server.listen(await freePort(), '127.0.0.1');
    await once(relay.#server, 'listening');
    relay.port = relay.#server.address().port;
    return relay;
  }

  end() {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  async #let(socket) {
    this.#open.add(socket);
    socket.once('close', () => { this.#open.delete(socket); });
    const { bytes, path, session } = await readHead(socket);
    const address = path === '/agent' ? addresses.devices : addresses.others;
    const school = connect({ port: this.listen, host: '127.0.0.1', localAddress: address });
    school.write(bytes);
    const begin = this.#lines[path];
    if (!begin) {
      pipeline(socket, school, () => {});
      pipeline(school, socket, () => {});
      return;
    }
    const down = new Tap({ head: true }, message => line.heard(message));
    const line = begin({ address, session, down });
    const gone = () => { socket.off('end', gone).off('close', gone); line.gone(); };
    socket.once('end', gone).once('close', gone);
    socket.on('error', () => {}).once('close', () => { school.destroy(); });
    school.on('error', () => {}).once('close', () => { if (!down.shut) down.end(); });
    socket.pipe(new Tap({ head: false }, message => line.said(message))).pipe(school);
    school.pipe(down, { end: false }).pipe(socket);
  }
}
