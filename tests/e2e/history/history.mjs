// history: what happened, and when? Written one line an event, in the words of docs/formats/history.md.

import { writeFileSync } from 'node:fs';

/** Milliseconds since 1970, with their fractions, by a clock that never leaps. */
export const now = () => performance.timeOrigin + performance.now();

export class History {
  #events = [];

  /** A member that is a function is asked when everything is known: a name to an id, say. */
  put(e, members = {}) { this.#events.push({ when: now(), e, members }); }

  /** In the order in which things happened, with what another saw. @returns {object[]} */
  events(others = []) {
    const begun = Math.floor(performance.timeOrigin);
    return [...others, ...this.#events].sort((a, b) => a.when - b.when).map(({ when, e, members }) => {
      const known = Object.entries(members).map(([name, value]) => [name, typeof value === 'function' ? value() : value]);
      return { t: Math.floor(when), tick: Math.floor(when) - begun, e, ...Object.fromEntries(known) };
    });
  }

  write(file, others) { writeFileSync(file, this.events(others).map(event => `${JSON.stringify(event)}\n`).join('')); }
}
