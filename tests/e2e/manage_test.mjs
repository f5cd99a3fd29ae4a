// What can an administrator of a school do on its page, and nobody else?

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, signIn, visitor } from '../../examples/classroom/check/browser.mjs';
import { openClass, until } from '../../examples/classroom/check/class.mjs';
import { violations } from '../../examples/classroom/check/accessible.mjs';
import { fits } from './fits.mjs';

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

/** The delivery that the administration puts down every night, as this test wants it. */
const delivery = edit => writeFileSync(join(school.state, 'EDEX.xml'), edit(original()));
const original = () => readFileSync(new URL('../../examples/classroom/EDEX.xml', import.meta.url), 'utf8');
const pupil = (key, first, surname, user, group = '5a') => `<leerling key="${key}"><achternaam>${surname}</achternaam><roepnaam>${first}</roepnaam>
  <groep key="${group}"/><vestiging key="hoofd"/>${user ? `<gebruikersnaam>${user}</gebruikersnaam>` : ''}</leerling>`;
const connection = name => page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name }) });
const chip = name => connection(name).locator('.chip');
const overview = () => page.goto(`${school.address}/school`);
/** Reads now, and waits until the page itself says how that went. */
async function readNow(name, says) {
  await overview();
  await connection(name).getByRole('button', { name: 'Nu inlezen' }).click();
  await page.getByText('Het inlezen begint.').waitFor();
  await until(`${name}: ${says}`, 20_000, async () => (await connection(name).innerText()).includes(says));
  await until(`${name}: at rest`, 5_000, async () => await chip(name).getAttribute('data-tone') !== 'busy');
}
test('each connection says what it is, how the last reading went and when the next is; a click reads now and the page follows', async () => {
  await overview();
  assert.match(await connection('Leerlingadministratie').innerText(), /EDEXML-bestand, elke dag om 02:15/);
  assert.match(await connection('Microsoft 365').innerText(), /accounts van de school, elke 15 minuten/);
  delivery(file => file.replace('</groepen>', '<samengestelde_groep key="plus"><naam>Plusklas</naam></samengestelde_groep></groepen>')
    .replace('<groepen><groep key="6a"/></groepen>', '<groepen><groep key="6a"/><samengestelde_groep key="plus"/></groepen>')
    .replace('</leerlingen>', `${pupil('10009', 'Bo', 'Dekker', 'bo.d')}</leerlingen>`));
  await readNow('Leerlingadministratie', 'Laatst ingelezen: vandaag');
  await until('the new pupil', 10_000, async () => /13 mensen/.test(await connection('Leerlingadministratie').innerText()));
  assert.equal(await chip('Leerlingadministratie').innerText(), 'Gaat goed');
  assert.match(await connection('Leerlingadministratie').innerText(), /Volgende keer: (vandaag|morgen) om 0\d:\d\d/);
  await readNow('Microsoft 365', '13 mensen');
  await fits(page, 'connections');
});

test('groups of the two kinds stand apart, the own ones first', async () => {
  await page.goto(`${school.address}/groups`);
  const main = await page.getByRole('main').innerText();
  assert.match(main, /Stamgroepen[\s\S]*Groep 6A[\s\S]*Andere groepen[\s\S]*Plusklas/);
  await fits(page, 'groups');
});

test('a reading that fails says in a sentence what is wrong, while one looks', async () => {
  delivery(() => 'this is no EDEXML');
  await readNow('Leerlingadministratie', 'In de levering staat een fout');
  assert.equal(await chip('Leerlingadministratie').innerText(), 'Niet gelukt');
  assert.match(await connection('Leerlingadministratie').innerText(), /Laatste poging: vandaag om .* Voor het laatst gelukt: vandaag om/);
  await fits(page, 'failed');
});

test('a delivery that would remove too many waits, and names whom', async () => {
  delivery(file => file.replace(/<leerling key="1000[5678]">[\s\S]*?<\/leerling>/g, '')
    .replace('</leerlingen>', `${pupil('10020', 'Ali', 'Can', 'ali.c', '6a')}</leerlingen>`));
  await readNow('Leerlingadministratie', 'te veel leerlingen');
  assert.equal(await chip('Leerlingadministratie').innerText(), 'Wacht op jou');
  await overview();
  const waits = page.getByRole('listitem').filter({ hasText: 'Nieuwe gegevens zouden 5 leerlingen en 0 medewerkers weghalen' });
  await waits.getByRole('link', { name: 'Bekijk' }).click();
  const gone = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Leerlingen die weggaan: 5' }) });
  assert.match(await gone.innerText(), /Groep 5A 3[\s\S]*Bo D\., Lotte S\., Yusuf A\.[\s\S]*Groep 6A 2[\s\S]*Julia W\., Mees P\./);
  await page.locator('section').filter({ has: page.getByRole('heading', { name: 'Nieuwe leerlingen: 1' }) }).getByText('Ali C.').waitFor();
  await fits(page, 'waiting');
  await page.getByRole('button', { name: 'Nee, gooi weg' }).click();
  assert.deepEqual((await json('roster', 'status')).held, []);
});

test('forty people without a sure account: by group, with a reason, findable, and chosen with a click', async () => {
  const many = Array.from({ length: 37 }, (_, at) => pupil(String(20000 + at), ['Ada', 'Bas', 'Cas', 'Eva', 'Finn', 'Gijs', 'Hanna'][at % 7],
    `${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[at % 26]}boom`, undefined, at % 2 ? '5a' : '6a')).join('');
  const accounts = [['f1', 'regenboog.example'], ['f2', 'leerling.regenboog.example']].map(([number, host]) => (
    { user: `bo.d@${host}`, name: 'Bo Dekker', first: 'Bo', surname: 'Dekker', object: `0a5c9d1e-4f0b-4d5e-8a31-5b6c7d8e9f${number}`, role: 'student' }));
  await fetch(`${school.directory}/_admin/add`, { method: 'POST', body: JSON.stringify({ accounts }) });
  delivery(file => file.replace('</leerlingen>', `${pupil('10009', 'Bo', 'Dekker', 'bo.d')}${many}</leerlingen>`));
  await readNow('Microsoft 365', '15 mensen');
  await readNow('Leerlingadministratie', '50 mensen');
  // Each account that was added was told of, too: the last of those readings may still be under way.
  await until('38 open links', 20_000, async () => (await json('roster', 'links')).open.length === 38);
  await overview();
  await page.getByRole('listitem').filter({ hasText: '38 personen zonder zeker account' }).getByRole('link', { name: 'Bekijk' }).click();
  await fits(page, 'links');
  assert.deepEqual(await page.getByRole('heading', { level: 2 }).allInnerTexts(), ['Groep 5A', 'Groep 6A']);
  await page.getByLabel('Zoek een naam').fill('bo d');
  assert.equal(await page.locator('.row:visible').count(), 1);
  assert.match(await page.locator('.row:visible').innerText(), /^Bo D\./);
  await page.getByLabel('Zoek een naam').fill('xyz');
  await page.getByText('Niets gevonden.').waitFor();
  await page.getByLabel('Zoek een naam').fill('');
  const bo = page.getByRole('listitem').filter({ hasText: 'Bo D.' });
  assert.match(await bo.innerText(), /Er passen meer accounts bij/);
  await bo.getByLabel('Account van Bo D.').selectOption('bo.d@leerling.regenboog.example');
  await bo.getByRole('button', { name: 'Dit is het' }).click();
  assert.equal((await json('roster', 'links')).open.length, 37);
});

test('a code for new devices is shown once, with what to type; what still works is listed and can be withdrawn', async () => {
  await page.goto(`${school.address}/school/devices`);
  await page.getByText('Maak een code', { exact: true }).click();
  await page.getByLabel('Voor hoeveel apparaten?').fill('30');
  await page.getByLabel('Hoe lang werkt de code?').selectOption('Een week');
  await fits(page, 'devices');
  await page.getByRole('button', { name: 'Maak de code' }).click();
  const command = await page.locator('.command').first().innerText();
  assert.match(command, /^echo 'monitor1\.[\w-]+' \| sudo install .* && sudo systemctl restart monitor-agent$/);
  await fits(page, 'token');
  await page.getByRole('link', { name: 'Naar de apparaten' }).click();
  assert.equal((await page.content()).includes('monitor1.'), false, 'not a second time');
  const token = page.getByRole('listitem').filter({ hasText: 'nog 30 apparaten' });
  assert.match(await token.innerText(), /Hoofdgebouw[\s\S]*werkt tot \d\d-\d\d om/);
  await token.getByRole('button', { name: 'Trek in' }).click();
  await page.getByText('Gedaan.').waitFor();
  assert.equal(await token.count(), 0);
  assert.ok((await acts()).includes('device_token_made'));
});

test('a copied key is noticed, and a device is revoked only after a second question', async () => {
  const copy = join(school.state, 'copied');
  mkdirSync(copy, { mode: 0o700 });
  const service = join(school.bin, 'monitor-agent');
  const config = join(copy, 'agent.toml');
  writeFileSync(config, `[agent]\nstate = "${copy}"\nsocket = "${copy}/desktop.sock"\nuser = "sanne.b"\n`);
  const identity = readFileSync(join(school.state, 'agent-0', 'identity'));
  const before = (await json('device', 'list')).devices[0].counter;
  // The first time the copy is ahead of the original; the second time it is where it was before.
  for (const proof of ['ahead', 'behind']) {
    writeFileSync(join(copy, 'identity'), identity, { mode: 0o600 });
    const child = spawn(service, ['service', '--config', config], { stdio: 'ignore' });
    try {
      await until(`the copy, ${proof}`, 20_000, async () => {
        const [device] = (await json('device', 'list')).devices;
        return proof === 'ahead' ? device.counter > before : device.copied_at;
      });
    } finally {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }
  await overview();
  await page.getByText('De sleutel van dit apparaat is ook ergens anders gebruikt').waitFor();
  await page.getByRole('link', { name: 'Apparaten beheren' }).click();
  await fits(page, 'copied');
  await page.getByRole('link', { name: 'Meld af…' }).click();
  assert.match(await heading(), /afmelden\?$/);
  await fits(page, 'revoke');
  await page.getByRole('link', { name: 'Annuleren' }).click();
  assert.equal((await json('device', 'list')).devices[0].revoked_at, undefined);
  await page.getByRole('link', { name: 'Meld af…' }).click();
  await page.getByRole('button', { name: 'Ja, meld af' }).click();
  assert.ok((await json('device', 'list')).devices[0].revoked_at);
  await page.getByText('1 apparaat is afgemeld.').waitFor();
});

test('a duty is given and taken back; each change is in the log first', async () => {
  await overview();
  await page.getByText('Geef een collega een taak').click();
  await page.locator('select[name=staff]').selectOption({ label: 'Anouk de Vries' });
  await page.locator('select[name=duty]').selectOption({ label: 'Functionaris gegevensbescherming (FG)' });
  await page.getByRole('button', { name: 'Geef deze taak' }).click();
  assert.equal((await json('admin', 'list')).duties.length, 2);
  await page.getByRole('listitem').filter({ hasText: 'Anouk de Vries' }).getByRole('button', { name: 'Neem terug' }).click();
  assert.equal((await json('admin', 'list')).duties.length, 1);
  const ours = (await acts()).filter(act => ['device_revoked', 'duty_changed'].includes(act));
  assert.deepEqual(ours.slice(-3), ['device_revoked', 'duty_changed', 'duty_changed']);
});

test('support sees these pages for as long as the school says, is in the log each time, and changes no people', async () => {
  const { code } = await json('admin', 'invite', '--duty', 'support');
  const support = await visitor(browser);
  await signIn(support, school.address, 'Anouk de Vries');
  await support.goto(`${school.address}/invitation`);
  await support.getByLabel('Code').fill(code);
  await support.getByRole('button', { name: 'Verder' }).click();
  const seen = async () => (await support.goto(`${school.address}/school`)).status();
  assert.equal(await seen(), 403);
  await support.getByText('toestemming').first().waitFor();
  assert.deepEqual(await violations(support), []);

  await overview();
  await page.getByRole('button', { name: 'Geef toestemming' }).click();
  await page.getByText('Gedaan.').waitFor();
  await page.getByText(/Toestemming tot/).waitFor();
  assert.deepEqual(await violations(page), []);
  await fits(page, 'support');
  assert.equal(await seen(), 200);
  await fits(support, 'seen-by-support');
  assert.ok((await json('school', 'support')).until);
  await overview();
  await page.getByRole('button', { name: 'Trek in' }).last().click();
  await page.getByText('Gedaan.').waitFor();
  assert.equal(await seen(), 403);
  assert.deepEqual((await acts()).filter(act => act.startsWith('support')), ['support_began', 'support_looked', 'support_ended']);
  assert.equal((await json('school', 'support')).until, undefined);
  await page.getByRole('listitem').filter({ hasText: 'Anouk de Vries' }).getByRole('button', { name: 'Neem terug' }).click();
  assert.equal((await json('admin', 'list')).duties.length, 1);
  await support.context().close();
});

test('a school switches the administration off, and keeps what is here or has it erased after a second question', async () => {
  const switched = async () => (await json('school', 'status')).connections.find(one => one.connection === 'roster').switched;
  const off = async choice => {
    await overview();
    await connection('Leerlingadministratie').getByRole('link', { name: 'Zet uit…' }).click();
    assert.equal(await heading(), 'Leerlingadministratie uitzetten');
    await fits(page, 'off');
    await page.getByLabel(choice).check();
    await page.getByRole('button', { name: 'Zet uit' }).click();
  };
  await off('Bewaren tot het einde van het schooljaar');
  assert.equal(await switched(), 'off');
  assert.equal(await chip('Leerlingadministratie').innerText(), 'Staat uit');
  await fits(page, 'switched-off');
  await connection('Leerlingadministratie').getByRole('button', { name: 'Zet aan' }).click();
  assert.equal(await switched(), 'on');
  await off('Nu wissen');
  assert.equal(await heading(), 'Leerlingadministratie: alles wissen?');
  assert.equal(await switched(), 'on', 'nothing happened yet');
  assert.match(await page.getByRole('main').innerText(), /leerlingen: 46[\s\S]*1 medewerker met een taak blijft/);
  await fits(page, 'erase');
  await page.getByRole('button', { name: 'Ja, wis dit nu' }).click();
  await page.getByText('Gedaan.').waitFor();
  assert.equal(await switched(), 'off');
  await page.goto(`${school.address}/groups`);
  assert.equal(await page.locator('.group-link').count(), 0);
});

test('without scripts everything is there, and in English too', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB', viewport: { width: 1366, height: 740 } });
  await context.addCookies(await page.context().cookies());
  const plain = await context.newPage();
  await plain.goto(`${school.address}/school`);
  await plain.getByRole('button', { name: 'Switch on' }).click();
  await plain.getByText('Done.').waitFor();
  assert.equal(await plain.getByRole('heading', { level: 1 }).innerText(), 'Managing Basisschool De Regenboog');
  for (const part of ['links', 'devices', 'directory/off', 'roster/erase']) {
    const answer = await plain.goto(`${school.address}/school/${part}`);
    assert.equal(answer.status(), 200, part);
    assert.doesNotMatch(await plain.getByRole('main').innerText(), /\{\d\}/, part);
  }
  await context.close();
});
