// check: can everybody use this page? axe-core with the rules of WCAG 2.2 A and AA.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A line for each violation: the rule and the elements. Empty is good. */
export async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(only => globalThis.axe.run(document, { runOnly: only }), tags);
  return found.map(v => `${v.id}: ${v.help} (${v.nodes.map(node => node.target.join(' ')).join(', ')})`);
}

/** Does the page scroll sideways? WCAG 1.4.10. */
export function overflows(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
