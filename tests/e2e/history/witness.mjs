// witness: what do the agents and the pages say to the school, and hear from it? One line of each is one object here.

import { createHash } from 'node:crypto';
import { now } from './history.mjs';
import { short } from './people.mjs';
import { part, read, streamNames, unpacked } from './wire.mjs';

const bits = vp8 => createHash('sha256').update(vp8).digest('base64');

/** A line tells what it does by the kind of message: a method of that name, if a history needs to know. */
class Line {
  said(message) { return this.#tell(message); }
  heard(message) { this.#tell(message); }

  #tell(message) {
    const told = read(message);
    return told && this[told.kind]?.(told, message);
  }
}

class DeviceLine extends Line {
  #of; #address; #id = null; #user = '';

  constructor(of, { address }) { super(); this.#of = of; this.#address = address; }

  #put(e, members = {}) { this.#of.history.put(e, { device: this.#id, ...members }); }

  hello(_, message) { return unpacked(message); }
  proof({ device }) { this.#id = device; }
  accepted() {
    this.#of.devices.set(this.#id, this);
    this.#put('device_came', { address: this.#address });
  }
  desktop({ user }) {
    this.#user = short(user.toLowerCase());
    this.#put('user', { user: this.#user });
  }
  watch({ lease, seconds, hours_left, who, occasion, streams }) {
    this.#put('lease', { lease, seconds, hours_left, who, occasion: ['at_school', 'remote_lesson'][occasion],
      streams: streams.map(one => streamNames[one.stream]) });
  }
  stop({ lease }) { this.#put('stop', { lease }); }
  indicated({ lease }) { this.#put('indicated', { lease }); }
  stopped({ lease, why }) { this.#put('stopped', { lease, why }); }
  picture({ lease, stream, vp8 }) {
    const n = this.#of.pictures.sent(vp8, this.#user);
    this.#put('sent', { n, stream, lease, part: part(vp8) });
  }
  gone() {
    // A device that came anew before its old line was seen to end has not gone.
    if (this.#id && this.#of.devices.get(this.#id) === this) this.#put('device_gone');
  }
}

class ViewerLine extends Line {
  #of; #line; #down; #tiles = new Map(); #seen = new Set();
  last = null;  // the last whole picture this page was given

  constructor(of, line, { address, session, down }) {
    super();
    this.#of = of;
    this.#line = line;
    this.#down = down;
    const who = () => of.sessions.get(session) ?? { staff: '', id: '' };
    this.#put('viewer_came', { staff: () => who().staff, session: () => who().id, address });
  }

  #put(e, members = {}) { this.#of.history.put(e, { line: this.#line, ...members }); }
  #who(id) { return () => (id ? this.#of.people.who(id) : ''); }

  open_view({ group }) { this.#put('asked', { group: this.#who(group) }); }
  look_at({ pupil, purpose }) {
    this.#seen.clear();
    this.#put('look', { pupil: this.#who(pupil), purpose });
  }
  close_view() { this.#put('closed'); }
  view({ view, tiles }) {
    this.#tiles = new Map(tiles.map(one => [one.tile, one.pupil]));
    this.#put('view', { view });
  }
  ended({ why, refusal, pupil }) { this.#put('ended', { why, refusal, pupil: this.#who(pupil) }); }
  view_picture({ tile, stream, age, vp8 }, message) {
    const pupil = this.#who(this.#tiles.get(tile)), what = `${tile} ${stream}`;
    if (!this.#seen.has(what)) this.#of.record.askedAt(now());
    this.#seen.add(what);
    this.#put('delivered', { pupil, stream, n: this.#of.pictures.shown(vp8, pupil), age });
    if (part(vp8) === 'key') this.last = message;
  }
  gone() { this.#put('viewer_gone'); }

  /** The page hears nothing more, also not that its view ended. */
  cut() { this.#down.shut = true; }

  /** The last picture once more, whatever the school says. */
  again() {
    this.heard(this.last);
    this.#down.give(this.last);
  }
}

/** Pictures are known by their bytes: nobody between the device and the page opens them. */
class Pictures {
  #last = 0; #known = new Map();

  sent(vp8, user) {
    const at = bits(vp8), n = ++this.#last;
    this.#known.set(at, [...(this.#known.get(at) ?? []), { n, user }]);
    return n;
  }

  /** Two devices may have sent the same bytes: then it is the newest of this pupil. 0: nobody sent it. */
  shown(vp8, pupil) {
    const same = this.#known.get(bits(vp8)) ?? [];
    return () => (same.findLast(one => one.user === pupil()) ?? same.at(-1))?.n ?? 0;
  }
}

/** What the lines of a relay share. `sessions`: by the cookie of a browser, {staff, id}. */
export class Witness {
  pictures = new Pictures();
  devices = new Map();
  sessions = new Map();
  views = [];

  constructor(history, people, record) { Object.assign(this, { history, people, record }); }

  lines() {
    const view = begun => {
      const line = new ViewerLine(this, this.views.length + 1, begun);
      this.views.push(line);
      return line;
    };
    return { '/agent': begun => new DeviceLine(this, begun), '/view': view };
  }
}
