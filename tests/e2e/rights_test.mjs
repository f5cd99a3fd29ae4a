// How soon does an open view end when somebody loses their right, whoever says so and wherever?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openGroup, signIn, visitor } from '../../examples/classroom/check/browser.mjs';
import { openClass, until } from '../../examples/classroom/check/class.mjs';
import { tile } from '../../examples/classroom/check/grid.mjs';

let school, browser;

before(async () => {
  school = await openClass({ pupils: 2, kinds: 'film terminal' });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await school?.stop();
});

const tenant = (act, body) => fetch(`${school.directory}/_admin/${act}`, { method: 'POST', body: JSON.stringify(body) });
const state = page => tile(page, 'Sanne B.').getAttribute('data-state');

async function looking(person) {
  const page = await visitor(browser);
  await signIn(page, school.address, person);
  if (!page.url().includes('/groups/')) await openGroup(page, 'Groep 5A');
  await until('a live tile', 20_000, async () => await state(page) === 'live');
  return page;
}
/** Milliseconds until no picture is shown any more. */
const ended = (page, limit) => until('the end of the view', limit, async () => await tile(page, 'Sanne B.').getAttribute('data-picture') === 'no');

test('an account that was disabled sees nothing within two seconds of a reading in another process', async () => {
  const page = await looking('Anouk de Vries');
  await tenant('disable', { user: 'anouk.devries' });
  await school.monitor('directory', 'sync');
  const took = await ended(page, 2000);
  console.log(`# disabled: the last picture was gone ${took} ms after the directory was read`);
  await page.reload();
  assert.match(page.url(), /\/sign-in$/, 'and is signed out');
  await page.context().close();
  await tenant('enable', { user: 'anouk.devries' });
  await school.monitor('directory', 'sync');
});

test('an account that was removed, and comes back, is treated as it is', async () => {
  const page = await looking('Jeroen Bakker');
  await tenant('remove', { user: 'jeroen.bakker' });
  await school.monitor('directory', 'sync');
  console.log(`# removed: the last picture was gone ${await ended(page, 2000)} ms after the directory was read`);
  await page.context().close();
  await tenant('restore', { object: '0a5c9d1e-4f0b-4d5e-8a31-5b6c7d8e9f02' });
  await school.monitor('directory', 'sync');
  const again = await looking('Jeroen Bakker');
  await again.context().close();
});

test('a notice of Microsoft 365 is enough: nobody asks, and the view ends all the same', async () => {
  const page = await looking('Anouk de Vries');
  const { subscriptions } = await (await tenant('seen', {})).json();
  assert.equal(subscriptions.length, 1, 'Microsoft 365 was asked to tell');
  await tenant('disable', { user: 'anouk.devries' });
  const took = await ended(page, 7000);
  console.log(`# told: the last picture was gone ${took} ms after the account was disabled (notice, reading, end)`);
  await page.context().close();
  await tenant('enable', { user: 'anouk.devries' });
  await school.monitor('directory', 'sync');
});

test('a session that is ended in another process ends its view', async () => {
  const page = await looking('Anouk de Vries');
  const { sessions } = JSON.parse(await school.monitor('session', 'list', '--json'));
  for (const { id } of sessions) await school.monitor('session', 'end', id, '--yes');
  console.log(`# ended: the last picture was gone ${await ended(page, 2000)} ms after the session was`);
  await page.context().close();
});

test('a colleague stands in with one click and a reason, and it is written down', async () => {
  const page = await visitor(browser);
  await signIn(page, school.address, 'Fatima El Amrani');
  await page.goto(`${school.address}/groups`);
  await page.getByText('Invallen voor een collega').click();
  await page.getByRole('button', { name: 'Invallen' }).click();
  await until('a live tile', 20_000, async () => await state(page) === 'live');
  assert.match(await school.monitor('audit', 'show'), /stood_in/);
  await page.context().close();
});
