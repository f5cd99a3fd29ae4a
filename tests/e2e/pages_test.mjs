// What do the pages do in a real browser, with the keyboard only, without scripts, without VideoDecoder, and when one signs out?

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { launch, openGroup, signIn, visitor, wide } from '../../examples/classroom/check/browser.mjs';
import { openClass, until } from '../../examples/classroom/check/class.mjs';
import { openLive, tile } from '../../examples/classroom/check/grid.mjs';
import { overflows, violations } from '../../examples/classroom/check/accessible.mjs';

let school, browser;

before(async () => {
  school = await openClass({ pupils: 2, kinds: 'film terminal' });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await school?.stop();
});

/** Signed in and looking: both tiles live. `prepare` runs before the first page. */
async function looking(prepare, viewport = wide) {
  const page = await visitor(browser, viewport);
  if (prepare) await page.context().addInitScript(prepare);
  await signIn(page, school.address, 'Jeroen Bakker');
  if (!page.url().includes('/groups/')) await openGroup(page, 'Groep 5A');
  for (const name of ['Sanne B.', 'Tim V.']) await until(`${name} live`, 20_000, () => state(page, name).then(now => now === 'live'));
  return page;
}
const state = (page, name) => tile(page, name).getAttribute('data-state');
const focused = page => page.evaluate(() => document.activeElement.querySelector('.name')?.textContent ?? document.activeElement.id);

test('the keyboard alone is enough, and focus is never lost', async () => {
  const page = await looking();
  await page.keyboard.press('/');
  assert.equal(await focused(page), 'filter');
  await page.keyboard.type('tim');
  assert.equal(await page.locator('#grid li.tile:visible').count(), 1);
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'Tim V.');
  await page.locator('#filter').fill('');
  await tile(page, 'Sanne B.').getByRole('button').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), 'Tim V.');
  assert.equal(await page.locator('.tile-button[tabindex="0"]').count(), 1, 'one stop for the tab key');
  await page.keyboard.press('Enter');
  await page.locator('#purpose[open]').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), 'Tim V.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');  // the first reason has the focus
  await page.locator('#live[open]').waitFor();
  assert.match(await page.locator('#live-left').innerText().catch(() => ''), /^(\d+:\d\d)?$/);
  await until('the clock of the live view', 5000, async () => /^(9:5\d|10:00)$/.test(await page.locator('#live-left').innerText()));
  await page.keyboard.press('Escape');
  await until('the focus back on the tile', 3000, async () => await focused(page) === 'Tim V.');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('what is said aloud names the pupil, the state and the age of the picture', async () => {
  const page = await looking();
  await page.getByRole('button', { name: /^Sanne B\. — (live|scherm staat stil) — beeld (1 seconde|\d+ seconden) oud$/ }).waitFor();
  await page.context().close();
});

test('a pupil without a picture says why, in full, when asked', async () => {
  const page = await looking();
  await tile(page, 'Noor K.').getByRole('button').click();
  await page.locator('#about[open]').getByText('Nog niet ingelogd op een apparaat.').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), 'Noor K.');
  await page.context().close();
});

test('one key hides names and pictures, and the same key brings them back', async () => {
  const page = await looking();
  await page.keyboard.press('b');
  assert.doesNotMatch(await page.locator('main').innerText(), /Sanne/);
  assert.equal(await page.locator('#grid canvas:visible').count(), 0);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('b');
  assert.match(await page.locator('main').innerText(), /Sanne/);
  await page.context().close();
});

test('signing out in one window ends the view in the other, and its pictures go', async () => {
  const page = await looking();
  const other = await page.context().newPage();
  await other.goto(`${school.address}/groups`);
  await other.getByRole('button', { name: 'Uitloggen' }).click();
  await other.getByText('Je bent uitgelogd').waitFor();
  await until('the view to end', 3000, () => page.locator('#banner').innerText().then(text => text.includes('niet meer ingelogd')));
  assert.equal(await tile(page, 'Sanne B.').getAttribute('data-picture'), 'no');
  assert.equal((await other.goto(`${school.address}/groups`)).url(), `${school.address}/sign-in`);
  await page.context().close();
});

test('without VideoDecoder the page shows whole pictures, and says so', async () => {
  const page = await looking(() => { delete globalThis.VideoDecoder; });
  await page.getByText('Je ziet losse beelden').waitFor();
  const image = tile(page, 'Sanne B.').locator('img');
  await until('a picture', 10_000, () => image.evaluate(element => element.complete && element.naturalWidth > 100));
  const first = await image.getAttribute('src');
  assert.match(first, /^blob:/);
  await until('another picture', 20_000, async () => await image.getAttribute('src') !== first);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('without scripts the page names the pupils and says what is missing', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB', viewport: wide });
  const page = await context.newPage();
  await signIn(page, school.address, 'Jeroen Bakker');
  if (!page.url().includes('/groups/')) await page.getByRole('main').getByRole('link', { name: 'Groep 5A' }).click();
  assert.match(await page.locator('noscript p').innerText(), /^Looking along needs JavaScript/);
  assert.equal(await page.getByText('Sanne B.').isVisible(), true);
  assert.equal(await page.getByRole('main').getByRole('button').count(), 0, 'nothing that does nothing');
  await context.close();
});

test('every page fits 320 pixels and holds for axe, in the dark too', async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: 'nl-NL', colorScheme: 'dark', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const holds = async where => {
    assert.deepEqual(await violations(page), [], where);
    assert.equal(await overflows(page), false, where);
  };
  await page.goto(`${school.address}/sign-in`);
  await page.getByRole('link', { name: 'Privacy: wat we bewaren, en waarom' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await holds('privacy');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.me').isVisible(), false, 'paper has no buttons');
  await page.emulateMedia({ media: 'screen' });
  await signIn(page, school.address, 'Jeroen Bakker', async name => { if (name === 'sign-in') await holds(name); });
  if (!page.url().includes('/groups/')) {
    await holds('groups');
    await openGroup(page, 'Groep 5A');
  }
  await until('a live tile', 20_000, () => state(page, 'Sanne B.').then(now => now === 'live'));
  await holds('grid');
  await openLive(page, 'Sanne B.', 'safety', holds);
  await holds('live');
  await page.keyboard.press('Escape');
  await page.locator('#help-open').click();
  await holds('help');
  await context.close();
});

test('a request that could be misread stops at the door', async () => {
  const { hostname, port } = new URL(school.address);
  const status = (path, headers, method = 'GET') => new Promise((done, failed) => {
    request({ hostname, port, path, headers, method }, answer => { answer.resume(); done(answer.statusCode); }).on('error', failed).end();
  });
  assert.equal(await status('/sign-in', { accept: 'text/html' }), 200);
  assert.equal(await status('/sign-in', { origin: '=?utf-8?Q?http://127.0.0.1?=' }), 400);
  assert.equal(await status('/sign-in', { cookie: '__Host-session=a; __Host-session=b' }), 400);
  assert.equal(await status('/sign-in/../groups', {}), 400);
  assert.equal(await status('/sign-in', {}, 'DELETE'), 405);
  assert.equal(await status('/sign-out', { origin: school.address, 'content-type': 'application/x-www-form-urlencoded' }, 'POST'), 303);
  assert.equal(await status('/language', { origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' }, 'POST'), 403);
});
