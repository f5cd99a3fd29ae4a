// directory: which of Graph's bad days does the stand-in have now? Switched on at /_admin/faults.

export class Faults {
  #set = {};

  /** {throttle: {status, times, after}, cut, html, replay, partial, empty, nearly, expire: "gone" | "lost", link} */
  set(faults) { this.#set = { ...this.#set, ...faults }; }
  get now() { return this.#set; }

  /** An answer that is given instead of the real one, as often as was asked. */
  instead() {
    const { throttle } = this.#set;
    if (!throttle || throttle.times <= 0) return undefined;
    throttle.times -= 1;
    const headers = {};
    if (throttle.after === 'date') headers['retry-after'] = new Date(Date.now() + 2000).toUTCString();
    else if (throttle.after !== undefined) headers['retry-after'] = String(throttle.after);
    const code = throttle.status === 429 ? 'TooManyRequests' : 'serviceNotAvailable';
    return { status: throttle.status, headers, body: JSON.stringify({ error: { code, message: 'later' } }) };
  }
  /** What the page looks like on the way. */
  spoil(body) {
    if (this.#set.cut > 0) { this.#set.cut -= 1; return body.slice(0, body.length / 2); }
    if (this.#set.html > 0) { this.#set.html -= 1; return '<html><body>The service is busy</body></html>'; }
    return body;
  }
  headers() { return this.#set.nearly ? { 'x-ms-throttle-limit-percentage': String(this.#set.nearly) } : {}; }
}
