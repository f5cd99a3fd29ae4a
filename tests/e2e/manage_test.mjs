// What can an administrator of a school do on its page, and nobody else?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, signIn, visitor } from '../../examples/classroom/check/browser.mjs';
import { openClass } from '../../examples/classroom/check/class.mjs';
import { overflows, violations } from '../../examples/classroom/check/accessible.mjs';

let school, browser, page;

before(async () => {
  school = await openClass({ pupils: 1, kinds: 'terminal' });
  browser = await launch();
  page = await visitor(browser);
  await signIn(page, school.address, 'Fatima El Amrani');
});
after(async () => {
  await browser?.close();
  await school?.stop();
});

const json = async (...words) => JSON.parse(await school.monitor(...words, '--json'));
const acts = async () => (await json('audit', 'show')).lines.map(line => line.act);
const heading = () => page.getByRole('heading', { level: 1 }).innerText();

test('the page is not there for who is no administrator, and a code makes one, once', async () => {
  assert.equal((await page.goto(`${school.address}/school`)).status(), 404);
  const { code } = await json('admin', 'invite');
  for (const [given, ends] of [['not-the-code', /\/invitation$/], [code, /\/school$/]]) {
    await page.goto(`${school.address}/invitation`);
    assert.deepEqual(await violations(page), []);
    await page.getByLabel('Code').fill(given);
    await page.getByRole('button', { name: 'Verder' }).click();
    assert.match(page.url(), ends);
  }
  assert.equal(await heading(), 'Beheer van Basisschool De Regenboog');
  assert.equal((await json('admin', 'list')).duties[0].duty, 'school_admin');
  await page.goto(`${school.address}/invitation`);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Verder' }).click();
  await page.getByRole('alert').getByText('Deze code werkt niet').waitFor();
});

test('networks and hours are set, and what is not right changes nothing and says what', async () => {
  const networks = async () => (await json('site', 'list')).sites[0].networks;
  const save = async (field, text) => {
    await page.goto(`${school.address}/school`);
    await page.getByText('Hoofdgebouw', { exact: false }).first().click();
    await page.locator(`textarea[name=${field}]`).fill(text);
    await page.getByRole('button', { name: 'Opslaan' }).click();
  };
  await save('networks', '127.0.0.0/8\n10.1.2.3');
  assert.equal(await heading(), 'Dit is niet gedaan');
  assert.deepEqual(await networks(), ['127.0.0.0/8', '::1/128']);
  await save('networks', '127.0.0.0/8\n10.1.0.0/16\n');
  assert.deepEqual(await networks(), ['127.0.0.0/8', '10.1.0.0/16']);
  await save('open', 'mon-fri 08:30-12:00\nmon-tue 12:45-15:15');
  assert.deepEqual((await json('site', 'list')).sites[0].open, ['mon-tue 08:30-12:00', 'mon-tue 12:45-15:15', 'wed-fri 08:30-12:00']);
});

test('a device is revoked, a duty given and taken back, a connection switched off; each is in the log first', async () => {
  await page.goto(`${school.address}/school`);
  await page.getByRole('button', { name: 'Meld af' }).click();
  assert.ok((await json('device', 'list')).devices[0].revoked_at);
  await page.getByText('Geef een collega een taak').click();
  await page.locator('select[name=staff]').selectOption({ label: 'Anouk de Vries' });
  await page.locator('select[name=duty]').selectOption({ label: 'Functionaris gegevensbescherming (FG)' });
  await page.getByRole('button', { name: 'Geef deze taak' }).click();
  assert.equal((await json('admin', 'list')).duties.length, 2);
  await page.getByRole('listitem').filter({ hasText: 'Anouk de Vries' }).getByRole('button', { name: 'Neem terug' }).click();
  assert.equal((await json('admin', 'list')).duties.length, 1);
  await page.getByRole('listitem').filter({ hasText: 'Microsoft 365' }).getByRole('button', { name: 'Zet uit' }).click();
  assert.equal((await json('school', 'status')).connections.find(one => one.connection === 'directory').switched, 'off');
  const ours = (await acts()).filter(act => act !== 'device_refused');  // the revoked one tries again
  assert.deepEqual(ours.slice(-4), ['device_revoked', 'duty_changed', 'duty_changed', 'settings_changed']);
});

test('the page fits, holds for axe, and is in English too', async () => {
  for (const width of [1366, 320]) {
    await page.setViewportSize({ width, height: 740 });
    await page.goto(`${school.address}/school`);
    assert.deepEqual(await violations(page), [], String(width));
    assert.equal(await overflows(page), false, String(width));
  }
  await page.getByRole('button', { name: 'In English' }).click();
  assert.equal(await heading(), 'Managing Basisschool De Regenboog');
});
