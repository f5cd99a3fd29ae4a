// record: what stood in the record of the school when a picture was delivered? Read by a command beside the server.
//
// A picture that is the first of its kind on a page has the record read. What is found there stands where it says that it was
// written (`at`), and may not say that it was there at the reading before that one, which did not find it. So a line that was
// written some tenths of a second after its picture, and says that it was before, is not found out; any later one is.

import { now } from './history.mjs';

const on_its_way = 2000;  // milliseconds: what was sent before a look ended may still come

export class Record {
  #monitor; #entries = []; #asked = []; #reading = null; #before = 0;

  /** @param {(...words: string[]) => Promise<string>} monitor the command */
  constructor(monitor) { this.#monitor = monitor; }

  /** A picture came then that has to be in it. */
  askedAt(when) {
    this.#asked.push(when);
    this.#reading ??= this.#readAll().finally(() => { this.#reading = null; });
    this.#reading.catch(() => {});  // the next one begins where this one did
  }

  async #readAll() {
    while (this.#asked.length > 0) {
      const first = Math.min(...this.#asked.splice(0)), began = now();
      const next = this.#entries.length;
      const { lines } = JSON.parse(await this.#monitor('audit', 'show', '--from', String(next), '--last', '10000', '--json'));
      for (const line of lines) {
        const at = Date.parse(line.at);
        this.#entries.push({ ...line, when: at >= Math.floor(this.#before) ? at : Math.max(at, first) });
      }
      this.#before = began;
    }
  }

  /** All of it, as events. @param {(id: string) => string} who */
  async events(who) {
    this.askedAt(now());
    await this.#reading;
    const events = [];
    const looks = this.#entries.filter(one => one.view && one.action);
    for (const [at, one] of looks.entries()) {
      const { act, action, purpose = 'none', view, staff, rulings = [] } = one;
      const put = (granted, refused, when) => events.push({ when, e: 'recorded', members: {
        act, staff: who(staff), view, action, purpose, granted: granted.map(who), refused: refused.map(who) } });
      const granted = rulings.filter(ruled => ruled.basis).map(ruled => ruled.pupil);
      if (granted.length > 0) put(granted, [], one.when);
      // What it takes away holds once nothing is on its way any more, unless it was given back meanwhile.
      const later = looks.slice(at + 1).filter(other => other.view === view && other.action === action);
      const soon = later.filter(other => other.when < one.when + on_its_way);
      const given = new Set(soon.flatMap(other => (other.rulings ?? []).filter(ruled => ruled.basis).map(ruled => ruled.pupil)));
      const refused = rulings.filter(ruled => !ruled.basis && !given.has(ruled.pupil)).map(ruled => ruled.pupil);
      if (refused.length > 0 || (act === 'look_ended' && given.size === 0)) put([], refused, one.when + on_its_way);
    }
    return events;
  }
}
