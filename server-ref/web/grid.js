// grid: the class on one page: a list of buttons, walked with the arrows, that never moves under a hand.

import { fit } from './fit.js';
import { Tile } from './tile.js';
import { tileStates } from './wire.js';

export class Grid {
  /** @type {Map<string, Tile>} */
  #byPupil = new Map();
  /** @type {Map<number, Tile>} */
  #byNumber = new Map();
  #list; #pictures; #say; #news; #pointer = false; #filter = ''; #onlyBusy = false; #changed;

  /**
   * @param {HTMLUListElement} list
   * @param {{say: Function, refusals: Record<string, string>, pictures: any, news: {add(name: string, state: string): void},
   *   open: (tile: Tile) => void, changed: () => void}} parts
   */
  constructor(list, { say, refusals, pictures, news, open, changed }) {
    this.#list = list;
    this.#pictures = pictures;
    this.#say = say;
    this.#news = news;
    this.#changed = changed;
    for (const item of list.querySelectorAll('.tile')) {
      const tile = new Tile(item, say, refusals);
      this.#byPupil.set(tile.pupil, tile);
      tile.button.addEventListener('click', () => open(tile));
    }
    this.tiles[0]?.button.setAttribute('tabindex', '0');
    list.addEventListener('keydown', event => this.#key(event));
    list.addEventListener('focusin', event => this.#rove(event.target.closest('.tile-button')));
    list.addEventListener('pointerenter', () => { this.#pointer = true; });
    list.addEventListener('pointerleave', () => { this.#pointer = false; this.arrange(); });
    list.addEventListener('focusout', () => setTimeout(() => this.arrange()));
    addEventListener('resize', () => this.fit());
    setInterval(() => this.tiles.forEach(tile => tile.tell()), 1000);
    this.fit();
  }

  get tiles() { return [...this.#byPupil.values()]; }
  byNumber(number) { return this.#byNumber.get(number); }

  /** The school opened a view: which tile has which number. */
  opened(view) {
    this.#pictures.reset();
    this.#byNumber.clear();
    for (const { tile: number, pupil } of view.tiles) {
      const tile = this.#byPupil.get(pupil);
      if (!tile) continue;  // came into the group after this page was made
      this.#byNumber.set(number, tile);
      if (tile.number !== number) tile.place(number, this.#pictures.surface(number));
    }
  }

  state({ tile: number, state, since, refusal }) {
    const tile = this.#byNumber.get(number);
    const name = tileStates[state];
    if (!tile || !name) return;
    const news = tile.is(name, since, refusal);
    if (!tile.hasPicture && !tile.isBusy) this.#pictures.clear(number);
    if (news) this.#news.add(tile.name, tile.stateText());
    this.#changed();
    if (this.#onlyBusy) this.arrange();
  }

  /** There is no line: what is on the screen is old, and says so. */
  silent() {
    for (const tile of this.tiles) tile.is('none');
    this.#changed();
  }

  /** Takes the pictures themselves away. */
  blank() {
    for (const [number, tile] of this.#byNumber) {
      tile.is('refused');
      tile.is('none');
      this.#pictures.clear(number);
    }
  }

  filter(text) {
    this.#filter = text.trim().toLocaleLowerCase();
    this.arrange('now');
  }
  onlyBusy(on) {
    this.#onlyBusy = on;
    this.arrange('now');
  }

  /** Shows and hides; by itself only while neither pointer nor focus is inside. */
  arrange(when = 'later') {
    if (when === 'later' && (this.#pointer || this.#list.contains(document.activeElement))) return;
    for (const tile of this.tiles) {
      const fits = tile.name.toLocaleLowerCase().includes(this.#filter);
      tile.item.hidden = !fits || (this.#onlyBusy && !tile.isBusy);
    }
    const seen = this.#seen();
    if (!seen.some(tile => tile.button.tabIndex === 0)) this.#rove(seen[0]?.button);
    this.fit();
    this.#changed();
  }

  get shownCount() { return this.#seen().length; }
  focusFirst() { this.#seen()[0]?.button.focus(); }

  fit() { fit(this.#list, this.#seen()); }

  #seen() { return this.tiles.filter(tile => !tile.item.hidden); }

  #rove(button) {
    if (!button) return;
    for (const tile of this.tiles) tile.button.tabIndex = tile.button === button ? 0 : -1;
  }

  #key(event) {
    const seen = this.#seen();
    const here = seen.findIndex(tile => tile.button === document.activeElement);
    if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = { ArrowLeft: here - 1, ArrowRight: here + 1, ArrowUp: this.#vertical(seen, here, -1), ArrowDown: this.#vertical(seen, here, 1),
      Home: 0, End: seen.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    seen[next]?.button.focus();
  }

  /** The tile above or below: the one whose middle is nearest in the next row. */
  #vertical(seen, here, way) {
    const from = seen[here].item;
    const rows = seen.map((tile, index) => ({ index, top: tile.item.offsetTop, left: tile.item.offsetLeft }))
      .filter(each => (each.top - from.offsetTop) * way > 1);
    const nearest = Math.min(...rows.map(each => Math.abs(each.top - from.offsetTop)));
    const row = rows.filter(each => Math.abs(Math.abs(each.top - from.offsetTop) - nearest) <= 1);
    row.sort((a, b) => Math.abs(a.left - from.offsetLeft) - Math.abs(b.left - from.offsetLeft));
    return row[0]?.index ?? here;
  }
}
