// pictures: from encoded bytes to something to look at, whichever way this browser can.

import { isKey, Stream } from './wire.js';
import { Stills } from './still.js';

/**
 * @typedef {object} Told
 * @property {(tile: number, stream: number, age: number) => void} shown a picture stands on the screen; its age in ms then
 * @property {(tile: number, stream: number) => void} keyWanted
 */

const canDecode = 'VideoDecoder' in globalThis && 'OffscreenCanvas' in globalThis
  && 'transferControlToOffscreen' in HTMLCanvasElement.prototype;

/** The one place where a script address is trusted: our own worker, beside this file. */
function workerAddress() {
  const address = new URL('decode-worker.js', import.meta.url).href;
  const make = () => address;
  return globalThis.trustedTypes ? trustedTypes.createPolicy('monitor', { createScriptURL: make }).createScriptURL('') : address;
}

/** @param {Told} told */
export async function makePictures(told) {
  if (canDecode) {
    const support = await VideoDecoder.isConfigSupported({ codec: 'vp8' }).catch(() => null);
    if (support?.supported) return new Moving(told);
  }
  return new Stills(told);
}

/** VideoDecoder in a worker, drawing to canvases that were handed to it. */
class Moving {
  moves = true;
  #worker;

  /** @param {Told} told */
  constructor(told) {
    this.#worker = new Worker(workerAddress(), { type: 'module', name: 'decode' });
    this.#worker.onmessage = ({ data }) => {
      if (data.type === 'shown') told.shown(data.tile, data.stream, data.age);
      else told.keyWanted(data.tile, data.stream);
    };
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const tell = () => this.#worker.postMessage({ type: 'pace', pause: calm.matches ? 1000 : 0 });
    calm.addEventListener('change', tell);
    tell();
  }

  /** A fresh element on which this stream will be drawn. */
  surface(tile, stream = Stream.grid) {
    const element = document.createElement('canvas');
    element.width = 16;
    element.height = 9;
    const canvas = element.transferControlToOffscreen();
    this.#worker.postMessage({ type: 'surface', tile, stream, canvas }, [canvas]);
    return element;
  }

  /** @param {import('./wire.js').Picture} picture */
  take({ tile, stream, sequence, age, vp8 }) {
    const bytes = vp8.slice();
    this.#worker.postMessage({ type: 'picture', tile, stream, sequence, age, key: isKey(bytes), bytes }, [bytes.buffer]);
  }

  /** What was drawn may not be seen any more. */
  clear(tile, stream = Stream.grid) { this.#worker.postMessage({ type: 'clear', tile, stream }); }
  /** The surface goes away. */
  drop(tile, stream) { this.#worker.postMessage({ type: 'drop', tile, stream }); }
  /** Another line: pictures begin anew. */
  reset() { this.#worker.postMessage({ type: 'reset' }); }
}
