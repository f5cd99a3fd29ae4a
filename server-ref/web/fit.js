// fit: how large can every screen be, so that the whole class is in sight at once?

const smallest = 160;   // px wide: below that a screen says nothing; rather scroll
const readable = 196;
const tight = 240;      // below that the words get less room
const spill = 36;       // px that may hang over the edge when the tiles then fill the width
const phone = 620;

/**
 * @param {HTMLElement} list a grid of tiles
 * @param {{item: HTMLElement, button: HTMLElement, screen: HTMLElement}[]} tiles the ones that are shown
 */
export function fit(list, tiles) {
  const style = list.style;
  if (tiles.length === 0 || list.clientWidth < phone) {
    list.classList.remove('fitted', 'tight');
    return style.removeProperty('grid-template-columns');
  }
  list.classList.add('fitted', 'tight');
  let { columns, width } = best(list, tiles);
  if (width >= tight) {
    list.classList.remove('tight');
    ({ columns, width } = best(list, tiles));
  }
  style.setProperty('grid-template-columns', `repeat(${columns}, ${Math.floor(width)}px)`);
}

function best(list, tiles) {
  const gap = parseFloat(getComputedStyle(list).columnGap) || 12;
  const caption = Math.min(...tiles.slice(0, 12).map(({ button, screen }) => button.offsetHeight - screen.offsetHeight));
  const room = innerHeight - (list.getBoundingClientRect().top + scrollY) - 8;
  const all = list.clientWidth;
  const full = columns => (all - gap * (columns - 1)) / columns;
  let found = { columns: 1, width: 0 };
  for (let columns = 2; columns <= 9; ++columns) {
    const rows = Math.ceil(tiles.length / columns);
    const free = room - gap * (rows - 1);
    const whole = full(columns);
    const fits = (whole * 9 / 16 + caption) * rows <= free + spill;
    const width = fits ? whole : Math.min(whole, (free / rows - caption) * 16 / 9);
    if (width > found.width) found = { columns, width };
  }
  if (found.width >= smallest) return found;
  const columns = Math.max(2, Math.floor((all + gap) / (readable + gap)));
  return { columns, width: full(columns) };
}
