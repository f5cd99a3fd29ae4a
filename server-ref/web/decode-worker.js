// decode-worker: pictures of many screens, each drawn as soon as it is decoded, none out of a broken chain.
//
// One decoder for each tile and stream. A delta is decoded only straight after the picture before it; after any gap or error nothing
// is drawn until the next key, which is asked for.

/** Screens are BT.601, limited range (docs/formats/wire.md); without saying so browsers guess, and colours shift. */
const config = Object.freeze({
  codec: 'vp8', optimizeForLatency: true,
  colorSpace: { matrix: 'smpte170m', primaries: 'bt709', transfer: 'iec61966-2-1', fullRange: false },
});
const longestQueue = 20;
const askAgain = 3000;
const askSoonest = 1000;

const flows = new Map();
let pause = 0;  // ms between two drawings of one tile: more than 0 for who asked for little motion

class Flow {
  constructor(tile, stream) {
    Object.assign(this, { tile, stream, canvas: null, context: null, decoder: null, waiting: true, last: null, stamp: 0,
      ages: new Map(), pending: null, timer: 0, drawnAt: -1e9, askedAt: -1e9, asks: 0, askTimer: 0 });
  }

  take({ sequence, age, key, bytes }) {
    const follows = this.last !== null && sequence === ((this.last + 1) >>> 0);
    this.last = sequence;
    if (!key && (this.waiting || !follows)) return this.lost();
    if ((this.decoder?.decodeQueueSize ?? 0) > longestQueue) return this.lost();
    if (key) {
      this.waiting = false;
      this.stopAsking();
    }
    if (!this.decoder) this.begin();
    this.stamp += 1000;
    this.ages.set(this.stamp, { age, came: performance.now() });
    try {
      this.decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp: this.stamp, data: bytes }));
    } catch {
      this.broken();
    }
  }

  begin() {
    const decoder = new VideoDecoder({
      output: frame => (decoder === this.decoder ? this.decoded(frame) : frame.close()),
      error: () => { if (decoder === this.decoder) this.broken(); },
    });
    decoder.configure(config);
    this.decoder = decoder;
  }

  broken() {
    this.end();
    this.lost();
  }

  /** Nothing until the next key. */
  lost() {
    this.waiting = true;
    if (!this.askTimer) this.ask();
  }

  /** The question, or the answer, may be lost: again, a little later each time, and never more than once a second. */
  ask() {
    this.askTimer = 0;
    if (!this.waiting || this.asks >= 8) return;
    const early = this.askedAt + askSoonest - performance.now();
    if (early <= 0) {
      this.askedAt = performance.now();
      ++this.asks;
      postMessage({ type: 'key', tile: this.tile, stream: this.stream });
    }
    this.askTimer = setTimeout(() => this.ask(), early > 0 ? early : askAgain * this.asks);
  }

  decoded(frame) {
    this.pending?.close();
    this.pending = frame;
    const wait = this.drawnAt + pause - performance.now();
    if (wait <= 0) this.draw();
    else if (!this.timer) this.timer = setTimeout(() => this.draw(), wait);
  }

  draw() {
    clearTimeout(this.timer);
    this.timer = 0;
    const frame = this.pending;
    this.pending = null;
    if (!frame) return;
    const now = performance.now();
    const { age, came } = this.ages.get(frame.timestamp) ?? { age: 0, came: now };
    for (const stamp of this.ages.keys()) if (stamp <= frame.timestamp) this.ages.delete(stamp);
    if (this.canvas) {
      if (this.canvas.width !== frame.displayWidth || this.canvas.height !== frame.displayHeight) {
        this.canvas.width = frame.displayWidth;
        this.canvas.height = frame.displayHeight;
      }
      this.context ??= this.canvas.getContext('2d', { alpha: false });
      this.context.drawImage(frame, 0, 0);
      this.drawnAt = now;
      postMessage({ type: 'shown', tile: this.tile, stream: this.stream, age: age + now - came });
    }
    frame.close();
  }

  /** What was drawn goes, and so does what is still being decoded: nothing appears again but after a new key. */
  clear() {
    this.reset();
    clearTimeout(this.timer);
    this.timer = 0;
    this.pending?.close();
    this.pending = null;
    if (this.canvas) this.context?.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  end() {
    const decoder = this.decoder;
    this.decoder = null;
    this.ages.clear();
    if (decoder && decoder.state !== 'closed') decoder.close();
  }

  reset() {
    this.end();
    this.stopAsking();
    Object.assign(this, { waiting: true, last: null, askedAt: -1e9 });
  }

  stopAsking() {
    clearTimeout(this.askTimer);
    this.askTimer = 0;
    this.asks = 0;
  }
}

function flow({ tile, stream }) {
  const name = `${tile}/${stream}`;
  if (!flows.has(name)) flows.set(name, new Flow(tile, stream));
  return flows.get(name);
}

const orders = {
  surface: said => Object.assign(flow(said), { canvas: said.canvas, context: null }),
  picture: said => flow(said).take(said),
  clear: said => flow(said).clear(),
  drop: said => {
    const gone = flow(said);
    gone.clear();
    flows.delete(`${said.tile}/${said.stream}`);
  },
  reset: () => flows.forEach(each => each.reset()),
  pace: said => { pause = said.pause; },
};
onmessage = ({ data }) => orders[data.type]?.(data);
