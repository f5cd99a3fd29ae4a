// What holds on a real machine while somebody looks, while nobody does, and when the server is gone?

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, openGroup, signIn, visitor } from '../../examples/classroom/check/browser.mjs';
import { openClass, pause, until } from '../../examples/classroom/check/class.mjs';
import { grab, strip } from '../../examples/classroom/check/screen.mjs';
import { moved } from '../../examples/classroom/check/picture.mjs';
import { live } from '../../examples/classroom/check/grid.mjs';

const size = { width: 480, height: 270 };
let school, browser, page;

before(async () => {
  school = await openClass({ pupils: 3, kinds: 'film terminal sums' });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await school?.stop();
});

/** Ticks of processor time a process used since it began. */
function used(pid) {
  const fields = execFileSync('cat', [`/proc/${pid}/stat`], { encoding: 'utf8' }).split(') ')[1].split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

test('nobody looks: in 60 s of moving desktops nothing is captured and no byte of a picture travels', async () => {
  const screens = await Promise.all(school.pupils.map(pupil => grab(pupil, size)));
  const before = school.pupils.map(pupil => used(pupil.run));
  await pause(60_000);
  const later = await Promise.all(school.pupils.map(pupil => grab(pupil, size)));
  screens.forEach((screen, i) => assert.ok(moved(screen, later[i]) > 20, `${school.pupils[i].kind} did not move: the test proves nothing`));

  const counts = await school.counts();
  assert.equal(counts.agents, school.pupils.length);
  for (const name of ['leases_total', 'pictures_in_total', 'picture_bytes_in_total', 'pictures_refused_total']) {
    assert.equal(counts[name], 0, name);
  }
  for (const [i, pupil] of school.pupils.entries()) {
    assert.equal(await strip(pupil), null);
    assert.ok(used(pupil.run) - before[i] < 10, `the desktop process of ${pupil.user} was busy`);
    assert.equal(await captures(pupil), 0);
  }
});

/** How many captures this desktop process has made, by its own count. */
async function captures(pupil) {
  process.kill(pupil.run, 'SIGUSR1');
  const line = () => [...school.log(`run-${school.pupils.indexOf(pupil)}`).matchAll(/captures=(\d+)/g)].at(-1);
  await until('the count of captures', 2000, line);
  return Number(line()[1]);
}

test('a revoked device is gone from an open view within two seconds', async () => {
  page = await visitor(browser);
  await signIn(page, school.address, 'Anouk de Vries');
  await openGroup(page, 'Groep 5A');
  await until('live tiles', 20_000, () => live(page, 'Sanne B.'));
  await until('a strip on every desktop', 5000, async () => (await Promise.all(school.pupils.map(strip))).every(Boolean));

  const [, device] = /^device = (\w+)$/m.exec(readFileSync(join(school.state, 'agent-2', 'identity'), 'utf8'));
  await school.monitor('device', 'revoke', device, '--yes');
  const tookView = await until('the end of the tile', 2000, async () => !await live(page, 'Noor K.'));
  const tookStrip = await until('the end of the strip', 2000, async () => await strip(school.pupils[2]) === null);
  assert.ok(await live(page, 'Sanne B.'), 'the others are not touched');
  console.log(`# revoked: the tile ended after ${tookView} ms, the strip ${tookStrip} ms later`);
});

/** The strips of these pupils are gone within the longest lease, and after that nothing is captured. */
async function stopsByItself(watched) {
  const took = await Promise.all(watched.map(pupil => until(`the end of the strip of ${pupil.user}`, 15_000, async () => await strip(pupil) === null)));
  const counts = await Promise.all(watched.map(captures));
  await pause(3000);
  assert.deepEqual(await Promise.all(watched.map(captures)), counts, 'nothing is captured any more');
  return took;
}

test('the server hangs with a view open: every agent stops within its lease, and comes back when the server does', async () => {
  const watched = school.pupils.slice(0, 2);
  process.kill(school.server, 'SIGSTOP');
  try {
    const took = await stopsByItself(watched);
    console.log(`# hung: the strips went after ${took.join(' and ')} ms`);
  } finally {
    process.kill(school.server, 'SIGCONT');
  }
  await until('live tiles again', 40_000, async () => await live(page, 'Sanne B.') && await live(page, 'Tim V.') && await strip(watched[0]) && await strip(watched[1]));
});

test('the server is killed with a view open: every agent stops within its lease and its strip goes away', async () => {
  assert.ok(await live(page, 'Sanne B.'));
  const watched = school.pupils.slice(0, 2);
  for (const pupil of watched) assert.notEqual(await strip(pupil), null);
  process.kill(school.server, 'SIGKILL');
  const took = await stopsByItself(watched);
  console.log(`# killed: the strips went after ${took.join(' and ')} ms`);
});
