// still: what a browser without VideoDecoder can show: each key frame, as the WebP file it nearly is.

import { isKey, Stream } from './wire.js';

/** The 20 bytes that make a VP8 key frame a lossy WebP file (the container specification), and a zero where its length is odd. */
export function webp(vp8) {
  const odd = vp8.length % 2;
  const file = new Uint8Array(20 + vp8.length + odd);
  const view = new DataView(file.buffer);
  const text = (at, word) => { for (let i = 0; i < word.length; ++i) file[at + i] = word.charCodeAt(i); };
  text(0, 'RIFF');
  view.setUint32(4, 12 + vp8.length + odd, true);
  text(8, 'WEBPVP8 ');
  view.setUint32(16, vp8.length, true);
  file.set(vp8, 20);
  return file;
}

export class Stills {
  moves = false;
  #told; #shown = new Map();

  /** @param {import('./pictures.js').Told} told */
  constructor(told) { this.#told = told; }

  surface(tile, stream = Stream.grid) {
    const element = document.createElement('img');
    element.alt = '';
    element.hidden = true;
    this.#shown.set(`${tile}/${stream}`, { element, url: null, timer: 0 });
    return element;
  }

  take({ tile, stream, age, vp8 }) {
    const place = this.#shown.get(`${tile}/${stream}`);
    if (!place) return;
    if (!isKey(vp8)) return this.#ask(place, tile, stream);
    const url = URL.createObjectURL(new Blob([webp(vp8)], { type: 'image/webp' }));
    this.#forget(place);
    place.url = url;
    place.element.hidden = false;
    place.element.src = url;
    this.#told.shown(tile, stream, age);
  }

  clear(tile, stream = Stream.grid) {
    const place = this.#shown.get(`${tile}/${stream}`);
    if (place) this.#forget(place);
  }
  drop(tile, stream) {
    this.clear(tile, stream);
    this.#shown.delete(`${tile}/${stream}`);
  }
  reset() {}

  /** Something changed that cannot be shown: a whole picture will do, now and then. */
  #ask(place, tile, stream) {
    if (place.timer) return;
    this.#told.keyWanted(tile, stream);
    place.timer = setTimeout(() => { place.timer = 0; }, stream === Stream.live ? 1000 : 5000);
  }

  #forget(place) {
    if (place.url) URL.revokeObjectURL(place.url);
    place.url = null;
    place.element.hidden = true;
    place.element.removeAttribute('src');
  }
}
