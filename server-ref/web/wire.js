// wire: what do this page and the school say to each other? The same as libmonitor/include/monitor/wire/viewer.hpp; in prose
// docs/formats/wire.md. tests/unit/server_ref/wire_test.mjs holds both to the same bytes.

/** @typedef {{kind: 'view', view: string, tiles: {tile: number, pupil: string}[]}} View */
/** @typedef {{kind: 'state', tile: number, state: number, since: number, refusal: number}} State */
/** @typedef {{kind: 'picture', tile: number, stream: number, sequence: number, age: number, vp8: Uint8Array}} Picture */
/** @typedef {{kind: 'ended', why: number, refusal: number, pupil: string}} Ended */
/** @typedef {{kind: 'look', pupil: string, seconds: number}} Look */
/** @typedef {{kind: 'tabs', tile: number, tabs: {title: string, url: string}[]}} Tabs */
/** @typedef {View | State | Picture | Ended | Look | Tabs} FromSchool */

export const protocol = 'monitor.viewer.1';
export const Stream = Object.freeze({ grid: 1, live: 2 });
/** wire::TileState, by its number. */
export const tileStates = Object.freeze([null, 'live', 'idle', 'silent', 'elsewhere', 'outside_hours', 'not_a_pupil_device',
  'no_device', 'refused', 'starting']);
/** wire::EndReason, by its number. */
export const endReasons = Object.freeze([null, 'asked', 'time_over', 'refused', 'session_over', 'replaced', 'audit_down',
  'server_stops', 'malformed', 'ticket', 'too_slow', 'too_fast']);

const version = 1;
const headerSize = 8;
const textLimit = 64 * 1024;
const pictureHead = 12;
const toSchool = Object.freeze({ open_view: 128, close_view: 129, ask_key: 130, look_at: 131 });
const fromSchool = Object.freeze({ 160: 'view', 161: 'state', 162: 'picture', 163: 'ended', 164: 'look', 165: 'tabs' });

/**
 * A whole message.
 * @param {keyof typeof toSchool} kind
 * @param {object} members
 * @returns {Uint8Array}
 */
export function encode(kind, members = {}) {
  const body = new TextEncoder().encode(JSON.stringify(members));
  const message = new Uint8Array(headerSize + body.length);
  message[0] = version;
  message[1] = toSchool[kind];
  new DataView(message.buffer).setUint32(4, body.length, true);
  message.set(body, headerSize);
  return message;
}

/**
 * What a message says; null when it is none of ours. A picture's bytes view the buffer.
 * @param {ArrayBuffer} buffer
 * @returns {FromSchool | null}
 */
export function decode(buffer) {
  if (buffer.byteLength < headerSize) return null;
  const view = new DataView(buffer);
  const kind = fromSchool[view.getUint8(1)];
  const length = view.getUint32(4, true);
  // Flags: the school never packs what it says to a page.
  if (view.getUint8(0) !== version || view.getUint8(2) !== 0 || view.getUint8(3) !== 0 || !kind) return null;
  if (length !== buffer.byteLength - headerSize) return null;
  return kind === 'picture' ? picture(view) : said(kind, new Uint8Array(buffer, headerSize));
}

/** @returns {Picture | null} */
function picture(view) {
  const at = headerSize;
  const stream = view.byteLength > at + pictureHead ? view.getUint8(at + 2) : 0;
  if ((stream !== Stream.grid && stream !== Stream.live) || view.getUint8(at + 3) !== 0) return null;
  return {
    kind: 'picture', tile: view.getUint16(at, true), stream, sequence: view.getUint32(at + 4, true), age: view.getUint32(at + 8, true),
    vp8: new Uint8Array(view.buffer, at + pictureHead),
  };
}

const isWhole = value => Number.isSafeInteger(value) && value >= 0;
const isText = value => typeof value === 'string';
const isListOf = each => value => Array.isArray(value) && value.every(each);
const members = Object.freeze({
  view: { view: isText, tiles: isListOf(tile => isWhole(tile?.tile) && isText(tile?.pupil)) },
  state: { tile: isWhole, state: isWhole, since: isWhole, refusal: isWhole },
  ended: { why: isWhole, refusal: isWhole, pupil: isText },
  look: { pupil: isText, seconds: isWhole },
  tabs: { tile: isWhole, tabs: isListOf(tab => isText(tab?.title) && isText(tab?.url)) },
});

/** @returns {FromSchool | null} */
function said(kind, body) {
  if (body.length > textLimit) return null;
  let given;
  try {
    given = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return null;
  }
  if (typeof given !== 'object' || given === null) return null;
  const message = { kind };
  for (const [name, fits] of Object.entries(members[kind])) {
    if (!Object.hasOwn(given, name) || !fits(given[name])) return null;
    message[name] = given[name];
  }
  return message;
}

/** RFC 6386 §9.1: the lowest bit of the first byte is 0 in a key frame. */
export function isKey(vp8) {
  return vp8.length > 10 && (vp8[0] & 1) === 0;
}
