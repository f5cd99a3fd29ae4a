// What happens at an enrolled device where no pupil sits, and when a desktop process says that somebody else does?

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, openGroup, signIn, visitor } from '../../examples/classroom/check/browser.mjs';
import { openClass, pause, until } from '../../examples/classroom/check/class.mjs';
import { live, tile } from '../../examples/classroom/check/grid.mjs';
import { strip } from '../../examples/classroom/check/screen.mjs';

let school, browser, page;
const children = [];

before(async () => {
  school = await openClass({ pupils: 1, kinds: 'terminal' });
  browser = await launch();
  page = await visitor(browser);
  await signIn(page, school.address, 'Jeroen Bakker');
  await openGroup(page, 'Groep 5A');
  await until('a live tile', 20_000, () => live(page, 'Sanne B.'));
});
after(async () => {
  for (const child of children) child.kill();
  await browser?.close();
  await school?.stop();
});

/** A part of an agent of our own, logging beside the others. */
function start(name, program, words, env = {}) {
  const out = openSync(join(school.state, 'log', `${name}.log`), 'w');
  const child = spawn(join(school.bin, program), words, { stdio: ['ignore', out, out], env: { ...process.env, ...env } });
  children.push(child);
  return child;
}

/** One more enrolled device, used by `user` on the desktop that is there. */
async function device(name, user) {
  const home = join(school.state, name);
  mkdirSync(home, { mode: 0o700 });
  writeFileSync(join(home, 'token'), await school.monitor('device', 'enrol', '--site', 'Hoofdgebouw', '--uses', '1'), { mode: 0o600 });
  const config = join(home, 'agent.toml');
  writeFileSync(config, `[agent]\nstate = "state"\nsocket = "desktop.sock"\nuser = "${user}"\nenrolment = "token"\n`);
  start(`service-${name}`, 'monitor-agent', ['service', '--config', config]);
  const socket = join(home, 'desktop.sock');
  await until(`the service of ${name}`, 10_000, () => existsSync(socket));
  return { config, socket };
}

for (const [name, user] of [['staff', 'anouk.devries'], ['unknown', 'iemand.anders']]) {
  test(`${name} at an enrolled device: nothing is captured, nothing is let in, and the agent is told why`, async () => {
    const it = await device(name, user);
    const [pupil] = school.pupils;
    const own = await strip(pupil);
    const desktop = start(`run-${name}`, 'monitor-agent', ['run', '--config', it.config], { DISPLAY: pupil.display, XAUTHORITY: pupil.xauthority });
    await until('the reason in the agent’s log', 15_000, () => /not.a.pupil/i.test(school.log(`service-${name}`)));
    const before = await school.counts();
    await pause(5000);
    const after = await school.counts();
    assert.equal(after.pictures_refused_total, before.pictures_refused_total, 'it does not even try');
    desktop.kill('SIGUSR1');
    await until('the count of captures', 2000, () => /captures=\d/.test(school.log(`run-${name}`)));
    assert.match(school.log(`run-${name}`), /captures=0 pictures=0 bytes=0/);
    assert.deepEqual(await strip(pupil), own, 'no second strip');
    assert.equal(await page.locator('#grid li.tile').count(), 6, 'no tile for who is not a pupil');
  });
}

test('a desktop process that claims another name is not believed', async () => {
  const it = await device('impostor', 'tim.v');
  const line = connect(it.socket);
  await new Promise((done, failed) => { line.on('connect', done); line.on('error', failed); });
  const send = (kind, body) => {
    const text = Buffer.from(JSON.stringify(body));
    const head = Buffer.from([1, kind, 0, 0, 0, 0, 0, 0]);
    head.writeUInt32LE(text.length, 4);
    line.write(Buffer.concat([head, text]));
  };
  send(192, { version: 1, user: 'sanne.b', pupil: 'sanne.b' });
  let heard = Buffer.alloc(0);
  line.on('data', bytes => { heard = Buffer.concat([heard, bytes]); });
  await until('a lease for the pupil of this device', 10_000, () => heard.length > 8 && heard[1] === 193);
  // The device stands for Tim, whatever its desktop says: his tile starts, Sanne's goes on with her own device.
  assert.match(await tile(page, 'Tim V.').innerText(), /komt eraan/);
  assert.ok(await live(page, 'Sanne B.'));
  line.destroy();
});
