// live: one screen large: first why, then looking, with a clock that everybody can see, and back again.

import { endReasons, Stream } from './wire.js';
import { element, icon } from './words.js';

const lastMinute = 60;
const lastWarning = 15;

const byId = id => document.getElementById(id);

export class Live {
  #say; #refusals; #pictures; #line; #tell; #tile = null; #purpose = ''; #until = 0; #warned = Infinity; #seen = false;
  #why = byId('purpose'); #view = byId('live'); #surface = null; #said = '';

  /** @param {{say: Function, refusals: Record<string, string>, pictures: any, line: any, tell: (sentence: string) => void}} parts */
  constructor({ say, refusals, pictures, line, tell }) {
    this.#say = say;
    this.#refusals = refusals;
    this.#pictures = pictures;
    this.#line = line;
    this.#tell = tell;
    for (const choice of this.#why.querySelectorAll('[data-purpose]'))
      choice.addEventListener('click', () => this.#begin(choice.dataset.purpose, choice.textContent));
    // The event comes a little after the closing: a quick hand may have opened one again by then.
    for (const dialog of [this.#why, this.#view]) dialog.addEventListener('close', () => { if (!this.open) this.#leave(); });
    byId('live-back').addEventListener('click', () => this.close());
    byId('live-more').addEventListener('click', () => this.#ask());
    setInterval(() => this.#tick(), 250);
  }

  get open() { return this.#view.open || this.#why.open; }
  /** The tile that is large now. */
  get tile() { return this.#view.open ? this.#tile : null; }

  /** Asks why. */
  choose(tile) {
    if (!tile.opens || tile.number === null) return;
    this.#stop();
    this.#tile = tile;
    const title = byId('purpose-title');
    title.textContent = title.dataset.words.replace('{0}', () => tile.name);
    this.#why.showModal();
    this.#why.querySelector('[data-purpose]').focus();
  }

  close() {
    this.#why.close();
    this.#view.close();
  }

  /** Granted, and for how long. */
  granted({ pupil, seconds }) {
    if (pupil !== this.#tile?.pupil || !this.#view.open) return;
    this.#until = performance.now() + seconds * 1000;
    this.#warned = Infinity;
    byId('live-more').hidden = true;
    this.#note('');
  }

  /** The look at this pupil ended; not the view. */
  ended({ why, refusal, pupil }) {
    if (pupil !== this.#tile?.pupil || !this.#view.open) return;
    const reason = endReasons[why];
    if (reason === 'asked' || reason === 'replaced') return;  // the one before a new question, or our own leaving
    this.#until = 0;
    if (reason === 'time_over') {
      this.#tell(this.#say('ended_time_over'));
      return this.close();
    }
    this.#cover('refused', this.#refusals[refusal] ?? this.#say('live_over', this.#tile.name));
    this.#note('');
  }

  shown() {
    if (this.#seen || !this.#surface) return;
    this.#seen = true;
    byId('live-screen').replaceChildren(this.#surface);
  }

  /** The line broke: nobody is seen any more. */
  silent() {
    if (this.#view.open) this.close();
  }

  #begin(purpose, words) {
    const tile = this.#tile;
    this.#purpose = purpose;
    byId('live-name').textContent = tile.name;
    byId('live-why').textContent = words;
    this.#surface = this.#pictures.surface(tile.number, Stream.live);
    const screen = byId('live-screen');
    this.#surface.setAttribute('role', 'img');
    this.#surface.setAttribute('aria-label', screen.dataset.words.replace('{0}', () => tile.name));
    this.#seen = false;
    // Until its first picture comes, a stand-in; the surface is on the page already, so that it can be drawn on.
    screen.replaceChildren(this.#surface, this.#standIn('starting', this.#say('live_waiting')));
    this.#until = 0;
    byId('live-left').textContent = '';
    byId('live-more').hidden = true;
    this.#note('');
    this.#view.showModal();
    this.#why.close();
    byId('live-back').focus();
    this.#ask();
  }

  #ask() {
    byId('live-more').hidden = true;
    this.#line.say('look_at', { pupil: this.#tile.pupil, purpose: this.#purpose });
  }

  #leave() {
    const tile = this.#tile;
    if (!tile) return;
    this.#stop();
    this.#tile = null;
    tile.button.focus();
  }

  /** No screen is large any more. */
  #stop() {
    if (!this.#surface) return;
    this.#line.say('look_at', { pupil: '', purpose: '' });
    this.#pictures.drop(this.#tile.number, Stream.live);
    this.#surface = null;
    this.#until = 0;
    byId('live-screen').replaceChildren();
  }

  #standIn(drawing, sentence) {
    return element('p', { class: 'stand-in' }, icon(drawing), element('span', {}, sentence));
  }

  #cover(drawing, sentence) {
    byId('live-screen').replaceChildren(this.#standIn(drawing, sentence));
    byId('live-left').textContent = '';
    byId('live-more').hidden = true;
  }

  #note(sentence) {
    if (sentence === this.#said) return;
    this.#said = sentence;
    byId('live-note').textContent = sentence;
  }

  #tick() {
    if (!this.#view.open || !this.#tile) return;
    const state = byId('live-state');
    const words = `${this.#tile.stateText()} · ${this.#tile.ageText()}`;
    if (state.textContent !== words) state.replaceChildren(icon(this.#tile.state), words);
    state.dataset.state = this.#tile.state;
    byId('live-screen').classList.toggle('old', !this.#tile.isBusy);
    if (!this.#until) return;
    const left = Math.max(0, Math.ceil((this.#until - performance.now()) / 1000));
    byId('live-left').textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    this.#view.classList.toggle('ending', left <= lastMinute);
    byId('live-more').hidden = left > lastMinute || left === 0;
    // Said twice and no more: a clock that talks every second is a nuisance.
    const step = left <= lastWarning ? lastWarning : left <= lastMinute ? lastMinute : Infinity;
    if (step < this.#warned) {
      this.#warned = step;
      this.#note(this.#say('live_still_looking', step));
    }
  }
}
