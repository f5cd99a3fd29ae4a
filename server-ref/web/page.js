// page: the parts of a group's page, and who tells whom.

import { Grid } from './grid.js';
import { Keys } from './keys.js';
import { Line } from './line.js';
import { Live } from './live.js';
import { News } from './news.js';
import { makePictures } from './pictures.js';
import { Stream } from './wire.js';
import { element, icon, speaker } from './words.js';

const nobodyLooks = 60_000;  // hidden, or behind the digibord cover, for so long: the view is closed

let fading = 0, openUntil = 0, lastState = '';
const byId = id => document.getElementById(id);
const list = byId('grid');
const say = speaker(JSON.parse(list.dataset.words));
const refusals = JSON.parse(list.dataset.refusals);

const pictures = await makePictures({
  shown: (number, stream, age) => {
    const tile = grid.byNumber(number);
    if (!tile) return;
    tile.shown(age);
    if (stream === Stream.live) live.shown();
  },
  keyWanted: (tile, stream) => line.say('ask_key', { tile, stream }),
});

const line = new Line({ group: list.dataset.group, proof: list.dataset.proof }, {
  changed: state => {
    byId('seen').hidden = state.is !== 'open';
    list.classList.toggle('stale', state.is !== 'open');
    banner.line(state);
    clearTimeout(fading);
    if (lastState === 'open') openUntil = performance.now();
    lastState = state.is;
    if (state.is === 'open') return grid.fit();
    grid.silent();
    live.silent();
    // Who may not look any more, or has no line for long, keeps no pictures either.
    if (state.is === 'over') grid.blank();
    else fading = setTimeout(() => grid.blank(), Math.max(0, nobodyLooks - (performance.now() - openUntil)));
  },
  message: message => ({
    view: () => {
      news.hush();
      grid.opened(message);
    },
    state: () => grid.state(message),
    picture: () => pictures.take(message),
    look: () => live.granted(message),
    ended: () => live.ended(message),
  }[message.kind]?.()),
});

const news = new News(byId('news'), say);
const grid = new Grid(list, {
  say, refusals, pictures, news, open: tile => (tile.opens ? live.choose(tile) : explain(tile)), changed: () => summary(),
});
const banner = makeBanner();
const live = new Live({ say, refusals, pictures, line, tell: sentence => banner.tell(sentence) });

function summary() {
  const states = grid.tiles.map(tile => tile.state);
  const count = wanted => states.filter(state => wanted.includes(state)).length;
  const parts = [summary.pupils ??= byId('summary').textContent];
  const [moving, still] = [count(['live']), count(['idle'])];
  const away = states.length - moving - still - count(['starting', 'none']);
  if (moving) parts.push(say('summary_live', moving));
  if (still) parts.push(say('summary_idle', still));
  if (away) parts.push(say('summary_away', away));
  const text = parts.join(' · ');
  if (byId('summary').textContent !== text) byId('summary').textContent = text;
  const none = byId('none-found');
  none.hidden = grid.shownCount > 0;
  const sought = byId('filter').value.trim();
  if (!none.hidden) none.textContent = sought ? say('filter_none', sought) : say('active_none');
}

/** There is nothing to see: why not? */
function explain(tile) {
  byId('about-name').textContent = tile.name;
  byId('about-state').replaceChildren(icon(tile.state), tile.stateText());
  byId('about-state').dataset.state = tile.state;
  byId('about-why').textContent = tile.reason();
  byId('about').showModal();
}

/** The one line above the class that says what is the matter with looking along itself. */
function makeBanner() {
  const place = byId('banner');
  let timer = 0;
  const words = element('span', {});
  const show = (kind, sentence, action) => {
    clearTimeout(timer);
    place.dataset.kind = kind;
    if (words.textContent !== sentence) words.textContent = sentence;
    const button = place.querySelector('button');
    if (!action) place.replaceChildren(words);
    else if (button?.textContent !== action.words) {
      const fresh = element('button', { type: 'button', class: 'button small-button' }, action.words);
      fresh.addEventListener('click', action.does);
      place.replaceChildren(words, fresh);
    }
    place.hidden = false;
  };
  const hide = () => {
    if (!pictures.moves) show('still', say('banner_stills'));
    else place.hidden = true;
  };
  const again = { words: say('banner_now'), does: () => line.connect() };
  const after = {
    restart: { words: say('banner_restart'), does: () => line.connect() },
    sign_in: { words: say('banner_sign_in'), does: () => location.assign('/sign-in') },
    reload: { words: say('reload'), does: () => location.reload() },
  };
  const why = reason => (reason?.startsWith('unknown:') ? say('ended_unknown', reason.slice(8)) : say(`ended_${reason}`));
  return {
    line: state => ({
      open: hide,
      connecting: () => show('busy', say(state.again ? 'banner_retrying' : 'banner_connecting')),
      waiting: () => show('lost', state.why ? why(state.why) : say('banner_lost', state.seconds), again),
      paused: () => show('note', say('banner_paused'), { words: say('banner_resume'), does: wake }),
      over: () => show('lost', `${why(state.why)} ${refusals[state.refusal] ?? ''}`.trim(), after[state.then]),
    }[state.is]()),
    /** Something the visitor should know for a moment. */
    tell: sentence => {
      show('note', sentence);
      timer = setTimeout(hide, 8000);
    },
  };
}

// ---- nobody looks: nothing is asked for
let asleep = 0, paused = false;
function doze() {
  clearTimeout(asleep);
  if (!document.hidden && !document.body.classList.contains('board')) return wake();
  asleep = setTimeout(() => {
    paused = true;
    line.pause();
    grid.blank();
  }, nobodyLooks);
}
function wake() {
  clearTimeout(asleep);
  if (!paused) return;
  paused = false;
  line.connect();
}
document.addEventListener('visibilitychange', doze);
addEventListener('pagehide', () => { paused = true; line.pause(); });
addEventListener('pageshow', event => { if (event.persisted) wake(); });

// ---- tools
const board = byId('board');
function switchBoard() {
  const on = document.body.classList.toggle('board');
  board.setAttribute('aria-pressed', String(on));
  byId('cover').hidden = !on;
  list.hidden = on;
  if (on) live.close();
  (on ? byId('board-off') : board).focus();
  doze();
}
board.addEventListener('click', switchBoard);
byId('board-off').addEventListener('click', switchBoard);
byId('filter').addEventListener('input', event => grid.filter(event.target.value));
byId('filter').addEventListener('keydown', event => {
  if (event.key === 'Enter' || event.key === 'ArrowDown') {
    event.preventDefault();
    grid.focusFirst();
  }
});
byId('active').addEventListener('click', event => {
  const on = event.currentTarget.getAttribute('aria-pressed') !== 'true';
  event.currentTarget.setAttribute('aria-pressed', String(on));
  grid.onlyBusy(on);
});
const help = byId('help');
byId('help-open').addEventListener('click', () => help.showModal());
for (const button of document.querySelectorAll('dialog [data-close]')) button.addEventListener('click', () => button.closest('dialog').close());

new Keys(byId('keys-on'), {
  '/': () => byId('filter').focus(),
  '?': () => help.showModal(),
  b: switchBoard,
  digit: digit => document.querySelector(`.groups [data-digit="${digit}"]`)?.click(),
});
byId('tools').hidden = false;
line.connect();
