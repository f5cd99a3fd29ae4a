// Does somebody who asks for it get to see, correct and erase what is kept of them, and a school leave with everything?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openGroup, signIn, visitor } from '../../examples/classroom/check/browser.mjs';
import { openClass, until } from '../../examples/classroom/check/class.mjs';
import { tile } from '../../examples/classroom/check/grid.mjs';
import { fits } from './fits.mjs';

let school, browser, page;

const brin = '99XX';
const json = async (...words) => JSON.parse(await school.monitor(...words, '--json'));
const acts = async (...words) => (await json('audit', 'show', ...words)).lines.map(line => line.act);
const main = of => of.getByRole('main').innerText();

async function takeUp(duty) {
  const { code } = await json('admin', 'invite', '--duty', duty);
  await page.goto(`${school.address}/invitation`);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Verder' }).click();
}

before(async () => {
  school = await openClass({ pupils: 2, kinds: 'film terminal' });
  browser = await launch();
  page = await visitor(browser);
  await signIn(page, school.address, 'Fatima El Amrani');
  await takeUp('school_admin');
});
after(async () => {
  await browser?.close();
  await school?.stop();
});

async function looking(person) {
  const visiting = await visitor(browser);
  await signIn(visiting, school.address, person);
  if (!visiting.url().includes('/groups/')) await openGroup(visiting, 'Groep 5A');
  return visiting;
}

test('whoever has no duty for it does not find these pages', async () => {
  const teacher = await visitor(browser);
  await signIn(teacher, school.address, 'Anouk de Vries');
  for (const path of ['/rights', '/school/end']) {
    const answer = await teacher.goto(`${school.address}${path}`);
    assert.equal(answer.status(), 404);
  }
  await teacher.context().close();
});

test('a pupil’s answer is on a page, with who looked and without others', async () => {
  const view = await looking('Anouk de Vries');
  await until('a live tile', 20_000, async () => await tile(view, 'Sanne B.').getAttribute('data-state') === 'live');
  await view.context().close();
  await page.goto(`${school.address}/school`);
  await page.getByRole('link', { name: 'Kies een persoon' }).click();
  await fits(page, 'rights');
  await page.getByRole('listitem').filter({ hasText: 'Sanne B.' }).getByRole('link', { name: 'Kies' }).click();
  await fits(page, 'rights-person');
  await page.getByRole('button', { name: 'Laat zien' }).click();
  await page.getByRole('heading', { name: 'Wat er over Sanne B. wordt bewaard' }).waitFor();
  const text = await main(page);
  assert.match(text, /Er werd meegekeken[\s\S]*Anouk de Vries/);
  assert.doesNotMatch(text, /Tim V\./);
  await fits(page, 'rights-answer');
  assert.ok((await acts()).includes('data_given'));
  await page.goBack();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download voor een programma' }).click();
  assert.equal((await coming).suggestedFilename(), 'inzage.json');
});

test('a pupil is erased after a second question, leaves an open view within 2 seconds, and does not come back', async () => {
  const view = await looking('Anouk de Vries');
  await until('Sanne live', 20_000, async () => await tile(view, 'Sanne B.').getAttribute('data-state') === 'live');
  await page.goto(`${school.address}/rights`);
  await page.getByRole('listitem').filter({ hasText: 'Sanne B.' }).getByRole('link', { name: 'Kies' }).click();
  await page.getByRole('link', { name: 'Wissen' }).click();
  await fits(page, 'rights-erase');
  await page.getByLabel('Op welke dag is erom gevraagd?').fill('2026-11-20');
  await page.getByRole('button', { name: 'Ja, wis dit nu' }).click();
  await page.getByText('Gewist. Dit staat in het logboek.').waitFor();
  const took = await until('Sanne is out of view', 2000, async () => await tile(view, 'Sanne B.').getAttribute('data-picture') !== 'yes');
  console.log(`# erased: the picture was gone from an open view after ${took} ms`);
  await fits(page, 'rights-erased');
  assert.doesNotMatch(await main(page), /Sanne/);
  assert.equal((await json('privacy', 'kept-out')).kept_out.length, 1);
  assert.ok((await acts()).includes('person_erased'));
  await page.getByRole('button', { name: 'Laat terugkomen' }).click();
  await page.getByText('De volgende levering kan deze persoon terugbrengen.').waitFor();
  assert.equal((await json('privacy', 'kept-out')).kept_out.length, 0);
  await view.context().close();
});

test('the board ends the contract after two questions, and gets a certificate; then nobody is signed in', async () => {
  await page.goto(`${school.address}/school/end`);
  assert.match(await main(page), /niet/);  // the administrator of the school alone does not find it
  await school.monitor('school', 'add', '--brin', brin, '--name', 'Basisschool De Regenboog', '--board', 'Stichting De Kring');
  await takeUp('board_admin');
  const ask = async () => {
    await page.goto(`${school.address}/school`);
    await page.getByRole('link', { name: 'Alles wissen' }).click();
    await fits(page, 'school-end');
    await page.getByLabel('Op welke dag is erom gevraagd?').fill('2026-11-20');
    await page.getByRole('button', { name: 'Verder' }).click();
    await fits(page, 'school-end-sure');
  };
  await ask();
  await page.getByRole('textbox').fill('88YY');
  await page.getByRole('button', { name: 'Ja, wis alles van deze school' }).click();
  assert.match(await main(page), /Er is niets gewist/);
  await ask();
  const view = await looking('Anouk de Vries');
  await page.getByRole('textbox').fill(brin);
  await page.getByRole('button', { name: 'Ja, wis alles van deze school' }).click();
  await page.getByRole('heading', { name: 'Bewijs van wissen: Basisschool De Regenboog (99XX)' }).waitFor();
  const took = await until('the view is over', 2000, async () => await tile(view, 'Tim V.').getAttribute('data-picture') !== 'yes');
  console.log(`# ended: the picture was gone from an open view after ${took} ms`);
  const text = await main(page);
  assert.match(text, /Leerlingen[\s\S]*Controlegetal/);
  assert.doesNotMatch(text, /Tim V|Sanne|Anouk/);
  await fits(page, 'certificate');
  assert.deepEqual((await json('school', 'list')).schools, []);
  assert.equal((await acts('--operator')).at(-1), 'school_erased');
  await page.goto(`${school.address}/groups`);
  assert.ok(page.url().endsWith('/sign-in'));
  await view.context().close();
});
