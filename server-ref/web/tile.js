// tile: one pupil on the page: the picture, and in words what it is and how old.

import { element, icon } from './words.js';

/** States in which a picture that came may stay, however old; the others show why there is none. */
const pictured = new Set(['live', 'idle', 'starting', 'silent', 'none']);
const busy = new Set(['live', 'idle', 'starting']);
const sentences = new Set(['elsewhere', 'outside_hours', 'not_a_pupil_device', 'no_device', 'silent', 'starting', 'refused']);

const clock = since => new Date(since).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hour12: false });

export class Tile {
  number = null;
  state = 'none';
  #say; #since = 0; #refusal = 0; #seenAt = null; #named = -1e9; #refusals; #surface = null;

  /** @param {HTMLLIElement} item a list item with the pupil's name, as the server wrote it */
  constructor(item, say, refusals) {
    this.item = item;
    this.pupil = item.dataset.pupil;
    this.name = item.querySelector('.name').textContent;
    this.#say = say;
    this.#refusals = refusals;
    this.screen = element('span', { class: 'screen' });
    this.why = element('span', { class: 'why', 'aria-hidden': 'true' });
    this.stateWords = element('span', { class: 'state', 'aria-hidden': 'true' });
    this.ageWords = element('span', { class: 'age', 'aria-hidden': 'true' });
    this.spoken = element('span', { class: 'unseen' });
    this.button = element('button', { type: 'button', class: 'tile-button', tabindex: '-1' },
      this.screen,
      element('span', { class: 'caption' }, element('span', { class: 'name' }, this.name), this.spoken, this.ageWords, this.stateWords));
    item.replaceChildren(this.button);
    this.#draw();
  }

  get hasPicture() { return this.#seenAt !== null && pictured.has(this.state); }
  get isBusy() { return busy.has(this.state); }
  /** May be opened large: there is something to see. */
  get opens() { return this.isBusy; }

  /** The element on which pictures of this tile are drawn. */
  place(number, surface) {
    this.number = number;
    this.#surface = surface;
    this.screen.replaceChildren(surface, this.why);
  }

  /** @returns {boolean} whether this is news */
  is(state, since = 0, refusal = 0) {
    if (state === this.state && since === this.#since && refusal === this.#refusal) return false;
    const news = state !== this.state;
    Object.assign(this, { state });
    this.#since = since;
    this.#refusal = refusal;
    if (!pictured.has(state)) this.#seenAt = null;
    this.#named = -1e9;
    this.#draw();
    return news;
  }

  /** A picture stands on the screen that is `age` ms old. One that was under way when looking ended does not count. */
  shown(age) {
    if (!this.isBusy) return;
    const first = this.#seenAt === null;
    this.#seenAt = performance.now() - age;
    if (first) this.#draw();
    else this.tell();
  }

  /** Once a second: how old is it now? */
  tell() {
    const seconds = this.age();
    const text = !this.hasPicture ? '' : seconds < 60 ? this.#say('age_short', seconds) : this.#say('age_short_minutes', Math.floor(seconds / 60));
    if (this.ageWords.textContent !== text) this.ageWords.textContent = text;
    // What is read aloud changes seldom: a screen reader may say it again each time.
    if (performance.now() - this.#named < 10_000) return;
    this.#named = performance.now();
    const last = this.hasPicture || this.state === 'none' ? this.ageText() : this.reason();
    this.spoken.textContent = this.#say('tile', this.stateText(), last);
  }

  /** In whole seconds; 0 when there is no picture. */
  age() { return this.#seenAt === null ? 0 : Math.max(0, Math.floor((performance.now() - this.#seenAt) / 1000)); }

  ageText() {
    if (!this.hasPicture) return this.#say('age_none');
    const seconds = this.age();
    if (seconds >= 120) return this.#say('age_minutes', Math.floor(seconds / 60));
    if (seconds >= 60) return this.#say('age_minute_one');
    return seconds === 1 ? this.#say('age_one') : this.#say('age', seconds);
  }

  stateText() { return this.#say(`state_${this.state}`, clock(this.#since)); }

  /** Why there is no picture, or an old one: all that there is to say. */
  reason() { return (this.state === 'refused' && this.#refusals[this.#refusal]) || this.#short(); }

  /** The same, with room for little. */
  #short() { return sentences.has(this.state) ? this.#say(`long_${this.state}`) : this.stateText(); }

  #draw() {
    this.item.dataset.state = this.state;
    this.item.dataset.picture = this.hasPicture ? 'yes' : 'no';
    this.stateWords.replaceChildren(icon(this.state), this.stateText());
    this.why.replaceChildren(icon(this.state), element('span', {}, this.#short()));
    this.why.hidden = this.hasPicture;
    if (this.#surface) this.#surface.classList.toggle('covered', !this.hasPicture);
    this.#named = -1e9;
    this.tell();
  }
}
