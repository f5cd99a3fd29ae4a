// line: how does this page keep its one line to the school, and what does it say while there is none?
//
// A one-time ticket is asked for by POST before each attempt; it is the first thing said on the new line. A line that breaks is
// tried again, later each time and not all pages at once.

import { decode, encode, endReasons, protocol } from './wire.js';

const pauses = [1, 2, 4, 8, 15, 30];
/** What to do when the school ends the view. Reasons that are not here: try again. */
const final = Object.freeze({ refused: 'restart', session_over: 'sign_in', replaced: 'restart', malformed: 'reload' });

/**
 * @typedef {object} Told
 * @property {(message: import('./wire.js').FromSchool) => void} message all but the end of the view
 * @property {(state: LineState) => void} changed
 */
/**
 * @typedef {{is: 'open'} | {is: 'connecting', again: boolean} | {is: 'waiting', seconds: number, why: string | null}
 *   | {is: 'paused'} | {is: 'over', why: string, refusal: number, then: 'restart' | 'sign_in' | 'reload'}} LineState
 */

export class Line {
  #group; #proof; #told; #socket = null; #timer = 0; #failures = 0; #attempt = 0; #why = null;

  /** @param {{group: string, proof: string}} view @param {Told} told */
  constructor({ group, proof }, told) {
    this.#group = group;
    this.#proof = proof;
    this.#told = told;
  }

  /** Now, whatever it was waiting for. */
  connect() {
    this.#drop();
    this.#told.changed({ is: 'connecting', again: this.#failures > 0 });
    this.#open(++this.#attempt);
  }

  /** Nobody looks: the view is closed until connect(). */
  pause() {
    this.say('close_view');
    this.#drop();
    this.#failures = 0;
    this.#told.changed({ is: 'paused' });
  }

  say(kind, members) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(encode(kind, members));
  }

  async #open(attempt) {
    const ticket = await this.#ticket();
    if (attempt !== this.#attempt) return;
    if (ticket.over) return this.#over(ticket.over, 0);
    if (!ticket.secret) return this.#later(null);
    const address = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/view`;
    const socket = new WebSocket(address, protocol);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#why = null;
    socket.onopen = () => this.say('open_view', { ticket: ticket.secret, group: this.#group });
    socket.onmessage = event => { if (socket === this.#socket) this.#heard(event.data); };
    socket.onclose = () => { if (socket === this.#socket) this.#closed(); };
  }

  /** @returns {Promise<{secret?: string, over?: string}>} */
  async #ticket() {
    try {
      const answer = await fetch(`/groups/${this.#group}/ticket`, {
        method: 'POST', body: new URLSearchParams({ proof: this.#proof }), redirect: 'error', cache: 'no-store',
        signal: AbortSignal.timeout(10_000),
      });
      if (answer.status === 401) return { over: 'session_over' };
      if (answer.status === 403 || answer.status === 404) return { over: 'malformed' };
      return answer.ok ? { secret: (await answer.json()).ticket } : {};
    } catch {
      return {};
    }
  }

  #heard(data) {
    const message = data instanceof ArrayBuffer ? decode(data) : null;
    if (!message) return;
    if (message.kind === 'view') {
      this.#failures = 0;
      this.#told.changed({ is: 'open' });
    }
    if (message.kind !== 'ended' || message.pupil !== '') return this.#told.message(message);
    const why = endReasons[message.why] ?? `unknown:${message.why}`;
    if (final[why]) this.#over(why, message.refusal);
    else this.#why = why;  // the line closes by itself; then again
  }

  #closed() {
    this.#socket = null;
    this.#later(this.#why);
  }

  #over(why, refusal) {
    this.#drop();
    this.#told.changed({ is: 'over', why, refusal, then: final[why] ?? 'restart' });
  }

  #later(why) {
    this.#drop();
    const longest = pauses[Math.min(this.#failures++, pauses.length - 1)];
    // Half of it is luck: thirty pages of one school do not come back in the same second.
    const seconds = Math.max(1, Math.round(longest * (0.5 + Math.random() / 2)) + (why === 'audit_down' ? 20 : 0));
    const end = performance.now() + seconds * 1000;
    const tick = () => {
      const left = Math.ceil((end - performance.now()) / 1000);
      if (left <= 0) return this.connect();
      this.#told.changed({ is: 'waiting', seconds: left, why });
      this.#timer = setTimeout(tick, 1000);
    };
    tick();
  }

  #drop() {
    clearTimeout(this.#timer);
    ++this.#attempt;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}
