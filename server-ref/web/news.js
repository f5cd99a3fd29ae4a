// news: what changed, for who listens instead of looks: at most one message in ten seconds, and only changes.

const pause = 10_000;
const fewest = 3;

export class News {
  #region; #say; #waiting = new Map(); #spokenAt = -1e9; #timer = 0; #quietUntil = 0;

  constructor(region, say) {
    this.#region = region;
    this.#say = say;
    this.hush();
  }

  /** All tiles find their state: that is no news. */
  hush() { this.#quietUntil = performance.now() + 5000; }

  /** The newest state of each pupil is enough. */
  add(name, state) {
    if (performance.now() < this.#quietUntil) return;
    this.#waiting.set(name, state);
    this.#timer ||= setTimeout(() => this.#speak(), Math.max(500, this.#spokenAt + pause - performance.now()));
  }

  #speak() {
    this.#timer = 0;
    this.#spokenAt = performance.now();
    const said = [...this.#waiting].map(([name, state]) => this.#say('news_one', name, state));
    this.#region.textContent = said.length > fewest ? this.#say('news_many', said.length) : said.join(' ');
    this.#waiting.clear();
  }
}
