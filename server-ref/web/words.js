// words: what does the page say? The words come with the page, in its language (server-ref/text/).

/** @param {Record<string, string>} words */
export function speaker(words) {
  /** The sentence with {0}, {1}, … filled in. */
  return (key, ...values) => values.reduce((text, value, i) => text.replace(`{${i}}`, () => String(value)), words[key] ?? key);
}

/** An icon of the page's own sheet of symbols. */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const drawing = document.createElementNS(space, 'svg');
  drawing.setAttribute('class', 'icon');
  drawing.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(space, 'use');
  use.setAttribute('href', `#icon-${name}`);
  drawing.append(use);
  return drawing;
}

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
