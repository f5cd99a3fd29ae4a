// Can a teacher, an administrator, a pupil and a parent each read who looked along, and nobody else?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openGroup, signIn, visitor } from '../../examples/classroom/check/browser.mjs';
import { openClass, until } from '../../examples/classroom/check/class.mjs';
import { openLive, tile } from '../../examples/classroom/check/grid.mjs';
import { fits } from './fits.mjs';

const sanne = 'sanne.b@leerling.regenboog.example', tim = 'tim.v@leerling.regenboog.example';
let school, browser;

before(async () => {
  school = await openClass({ pupils: 2, kinds: 'film terminal' });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await school?.stop();
});

const json = async (...words) => JSON.parse(await school.monitor(...words, '--json'));
const main = page => page.getByRole('main').innerText();
async function signedIn(person) {
  const page = await visitor(browser);
  await signIn(page, school.address, person);
  return page;
}

test('a teacher looks along with the group and at one screen, and reads that back', async () => {
  const page = await signedIn('Anouk de Vries');
  if (!page.url().includes('/groups/')) await openGroup(page, 'Groep 5A');
  await until('a live tile', 20_000, async () => await tile(page, 'Sanne B.').getAttribute('data-state') === 'live');
  await openLive(page, 'Sanne B.', 'help');
  await until('the look stands in the log', 20_000, async () => (await json('audit', 'show', '--act', 'look_began')).lines.length === 2);
  await page.goto(`${school.address}/me`);
  await page.getByRole('link', { name: 'Mijn meekijkmomenten' }).click();
  await until('the looks have ended', 10_000, async () => {
    await page.reload();
    return /De medewerker stopte zelf\.[\s\S]*De medewerker stopte zelf\./.test(await main(page));
  });
  assert.match(await main(page), /Sanne B\.\s+Eén scherm groot in beeld[\s\S]*Een leerling helpen[\s\S]*Groep 5A\s+Hele groep in beeld/);
  await fits(page, 'my-looks');
  assert.equal((await json('audit', 'looks', '--pupil', sanne)).looks.length, 2);
  const mine = (await json('audit', 'looks', '--staff', 'anouk.devries@regenboog.example')).looks;
  assert.deepEqual(mine.map(look => look.action), ['live', 'grid']);
  assert.equal(mine[0].purpose, 'help');
  assert.equal(typeof mine[0].seconds, 'number');
  assert.equal((await page.goto(`${school.address}/school/log`)).status(), 404, 'the log of the school is not theirs');
  await page.context().close();
});

test('the pupil reads the same in words for a pupil, and no other page opens', async () => {
  const page = await signedIn('Sanne Bakker');
  assert.match(page.url(), /\/own-log$/);
  const said = await main(page);
  assert.match(said, /Wie heeft er met jou meegekeken\?/);
  assert.match(said, /Anouk de Vries\s+keek mee op jouw scherm\.[\s\S]*Een leerling helpen/);
  assert.match(said, /Anouk de Vries\s+zag de schermen van de hele groep/);
  assert.doesNotMatch(said, /Tim/);
  await fits(page, 'own-log-pupil');
  const codes = await json('code', 'list');
  for (const path of ['/groups', '/me', '/me/looks', '/school', '/school/log', '/school/codes', '/school/lessons', '/invitation']) {
    await page.goto(school.address + path);
    assert.match(page.url(), /\/own-log$/, path);
  }
  await page.getByRole('button', { name: 'Uitloggen' }).click();
  await page.goto(`${school.address}/own-log`);
  assert.match(page.url(), /\/sign-in$/);
  assert.deepEqual(codes.codes, []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('the administrator prints a code, reads the log, and stands in it', async () => {
  const page = await signedIn('Fatima El Amrani');
  const { code } = await json('admin', 'invite');
  await page.goto(`${school.address}/invitation`);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Verder' }).click();

  await page.goto(`${school.address}/school`);
  await page.getByRole('link', { name: 'Codes maken' }).click();
  await fits(page, 'codes');
  await page.locator('select[name=pupil]').selectOption({ label: 'Sanne B.' });
  await page.getByRole('button', { name: 'Code maken' }).click();
  await fits(page, 'code-letter');
  school.code = (await page.locator('.code').innerText()).trim();
  assert.match(school.code, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
  await page.goto(`${school.address}/school/codes`);
  assert.ok(!(await main(page)).includes(school.code), 'shown once');
  assert.match(await main(page), /Sanne B\.\s+werkt tot/);

  await page.goto(`${school.address}/school/log`);
  assert.match(await main(page), /Anouk de Vries ging meekijken op het scherm van Sanne B\. Reden: Een leerling helpen/);
  assert.match(await main(page), /De leerling las wie er met Sanne B\. meekeek/);
  assert.match(await main(page), /Fatima El Amrani maakte een code waarmee de ouders van Sanne B\./);
  await fits(page, 'school-log');
  await page.locator('select[name=pupil]').selectOption({ label: 'Tim V.' });
  await page.locator('select[name=kind]').selectOption({ label: 'Meekijken' });
  await page.getByRole('button', { name: 'Tonen' }).click();
  assert.doesNotMatch(await main(page), /op het scherm van Sanne|maakte een code/);
  assert.match(await main(page), /ging meekijken met Groep 5A/);
  const read = (await json('audit', 'show', '--act', 'log_read')).lines.filter(line => line.actor === 'staff');
  assert.equal(read.length, 1, 'one visit is written down once');
  await page.context().close();
});

test('a parent reads with the code, once', async () => {
  const page = await visitor(browser);
  await page.goto(`${school.address}/sign-in`);
  await page.getByRole('link', { name: 'Lees wie er met uw kind meekeek' }).click();
  await fits(page, 'log-code');
  await page.getByLabel('Code').fill('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  await page.getByRole('button', { name: 'Verder' }).click();
  assert.match(await main(page), /Deze code werkt niet/);
  await fits(page, 'log-code-wrong');
  await page.getByLabel('Code').fill(school.code.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Verder' }).click();
  assert.match(await main(page), /Wie heeft er met Sanne B\. meegekeken\?[\s\S]*Anouk de Vries\s+keek mee op het scherm van uw kind/);
  await fits(page, 'own-log-parent');
  await page.goto(`${school.address}/school`);
  assert.match(page.url(), /\/own-log$/);

  const other = await visitor(browser);
  await other.goto(`${school.address}/log-code`);
  await other.getByLabel('Code').fill(school.code);
  await other.getByRole('button', { name: 'Verder' }).click();
  assert.match(await main(other), /Deze code werkt niet/);
  const acts = (await json('audit', 'show', '--last', '200')).lines.map(line => `${line.actor} ${line.act}`);
  assert.equal(acts.filter(act => act === 'parent code_used').length, 1);
  assert.equal(acts.filter(act => act === 'parent log_read').length, 1);
  await other.context().close();
  await page.context().close();
});

test('a code that the command made can be revoked before it is used', async () => {
  const { code, id } = await json('code', 'make', tim, '--requested', '2026-11-20');
  assert.deepEqual((await json('code', 'list')).codes.map(one => one.user), [tim]);
  await school.monitor('code', 'revoke', id, '--requested', '2026-11-20');
  const page = await visitor(browser);
  await page.goto(`${school.address}/log-code`);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Verder' }).click();
  assert.match(await main(page), /Deze code werkt niet/);
  await page.context().close();
});
