// Is a class at home seen only after its parents were told, and a pupil who objects not at all?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openGroup, signIn, visitor } from '../../examples/classroom/check/browser.mjs';
import { openClass, until } from '../../examples/classroom/check/class.mjs';
import { tile } from '../../examples/classroom/check/grid.mjs';
import { fits } from './fits.mjs';

let school, browser, page;

before(async () => {
  school = await openClass({ pupils: 2, kinds: 'film terminal' });
  browser = await launch();
  page = await visitor(browser);
  await signIn(page, school.address, 'Fatima El Amrani');
  const { code } = JSON.parse(await school.monitor('admin', 'invite', '--json'));
  await page.goto(`${school.address}/invitation`);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Verder' }).click();
});
after(async () => {
  await browser?.close();
  await school?.stop();
});

const json = async (...words) => JSON.parse(await school.monitor(...words, '--json'));
const state = (of, name) => tile(of, name).getAttribute('data-state');
/** As a clock in Amsterdam shows it, so many minutes from now. */
const local = minutes => new Date(Date.now() + minutes * 60_000).toLocaleString('sv', { timeZone: 'Europe/Amsterdam' }).slice(0, 16).replace(' ', 'T');

async function looking(person) {
  const visiting = await visitor(browser);
  await signIn(visiting, school.address, person);
  if (!visiting.url().includes('/groups/')) await openGroup(visiting, 'Groep 5A');
  return visiting;
}

test('a remote lesson is planned on the page, and waits for the letter', async () => {
  await page.goto(`${school.address}/school`);
  await page.getByRole('link', { name: 'Bekijken en plannen' }).click();
  await fits(page, 'lessons-empty');
  await page.getByRole('checkbox', { name: 'Groep 5A' }).check();
  await page.getByLabel('Begint').fill(local(-1));
  await page.getByLabel('Eindigt').fill(local(-1));
  await page.getByRole('button', { name: 'Plannen' }).click();
  assert.match(await page.getByRole('main').innerText(), /Het einde moet na het begin liggen/);

  await page.goto(`${school.address}/school/lessons`);
  await page.getByRole('checkbox', { name: 'Groep 5A' }).check();
  await page.getByLabel('Begint').fill(local(-1));
  await page.getByLabel('Eindigt').fill(local(120));
  await page.getByRole('button', { name: 'Plannen' }).click();
  await page.getByText('wacht op de brief').waitFor();
  await fits(page, 'lessons');
  assert.equal((await json('lesson', 'list')).lessons[0].state, 'letter_first');
});

test('at home nobody is seen before the parents know; then they are, until somebody stops it', async () => {
  await school.monitor('site', 'set', 'Hoofdgebouw', '--network', '10.9.0.0/16');  // everybody is at home now
  const early = await looking('Anouk de Vries');
  await until('no view', 10_000, async () => await tile(early, 'Sanne B.').getAttribute('data-picture') !== 'yes');
  await early.context().close();

  await page.goto(`${school.address}/school/lessons`);
  await page.getByRole('link', { name: 'Brief aan ouders' }).click();
  assert.match(await page.getByRole('article').innerText(), /Beste ouders[\s\S]*Groep 5A[\s\S]*Basisschool De Regenboog/);
  await fits(page, 'letter');
  await page.getByRole('button', { name: 'De brief is verstuurd' }).click();
  await page.getByText('telt nu').waitFor();

  const during = await looking('Anouk de Vries');
  await until('a live tile', 20_000, async () => await state(during, 'Sanne B.') === 'live');
  const acts = (await json('audit', 'show')).lines.map(line => line.act).filter(act => act.startsWith('remote_lesson'));
  assert.deepEqual(acts, ['remote_lesson_set', 'remote_lesson_told', 'remote_lesson_began']);

  await page.getByRole('button', { name: 'Nu stoppen' }).click();
  const took = await until('the end of the view', 2000, async () => await tile(during, 'Sanne B.').getAttribute('data-picture') === 'no');
  console.log(`# stopped: the last picture was gone ${took} ms after the page said so`);
  await during.context().close();
  await school.monitor('site', 'set', 'Hoofdgebouw', '--network', '127.0.0.0/8', '--network', '::1/128');
});

test('a pupil who objects leaves an open view at once, and the others stay', async () => {
  const view = await looking('Anouk de Vries');
  for (const name of ['Sanne B.', 'Tim V.']) await until(`${name} live`, 20_000, async () => await state(view, name) === 'live');
  await page.goto(`${school.address}/school/lessons`);
  await page.locator('select[name=pupil]').selectOption({ label: 'Tim V.' });
  await page.getByRole('button', { name: 'Vastleggen' }).click();
  await until('Tim is out of view', 2000, async () => await tile(view, 'Tim V.').getAttribute('data-picture') === 'no');
  assert.equal(await state(view, 'Sanne B.'), 'live');
  assert.deepEqual((await json('objection', 'list')).objections.map(one => one.kind), ['objection']);
  await page.getByRole('button', { name: 'Laten vervallen' }).click();
  await until('Tim is back', 20_000, async () => await state(view, 'Tim V.') === 'live');
  await view.context().close();
});
