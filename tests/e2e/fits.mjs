// e2e: can everybody use this page, wide and narrow, and what does it look like?

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { overflows, violations } from '../../examples/classroom/check/accessible.mjs';

const pictures = process.env.SCREENSHOTS;  // a directory to keep what the pages look like

/** Holds a page to axe and to a screen of 320 pixels, and keeps its picture for who wants to look at it. */
export async function fits(page, name) {
  for (const width of [1366, 320]) {
    await page.setViewportSize({ width, height: 740 });
    assert.deepEqual(await violations(page), [], `${name} at ${width}`);
    assert.equal(await overflows(page), false, `${name} at ${width}`);
    if (!pictures) continue;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1366, height: 740 });
}
