// Does the demo clean up after itself, however it ends?

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Class, until } from '../../examples/classroom/check/class.mjs';
import { freePort } from '../../examples/classroom/check/ports.mjs';

const run = fileURLToPath(new URL('../../examples/classroom/run', import.meta.url));

/** Processes that belong to this class: by their session, or because they name its directory. */
function left(directory, sessions) {
  const found = [];
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      if (fields[0] !== 'Z' && (sessions.has(Number(fields[3])) || words.includes(directory))) found.push(`${pid} ${words.replaceAll('\0', ' ')}`);
    } catch { /* gone meanwhile */ }
  }
  return found;
}

for (const [signal, limit] of [['SIGINT', 10_000], ['SIGTERM', 10_000], ['SIGKILL', 15_000]]) {
  test(`after ${signal} ${signal === 'SIGKILL' ? 'no process is left' : 'no process, no display and no file is left'}`, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cleanup-'));
    const child = spawn(run, ['--no-install', '--no-build', '--unattended', '--pupils', '2', '--kinds', 'sums write', '--port',
      String(await freePort())], { env: { ...process.env, TMPDIR: directory }, stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = new Promise(done => { child.on('exit', done); });
    let school;
    await until('the class', 120_000, () => {
      assert.equal(child.exitCode, null, 'it did not start');
      const [state] = readdirSync(directory).filter(name => name.startsWith('classroom.'));
      const file = state && join(directory, state, 'class.json');
      return file && existsSync(file) && (school = Class.at(file));
    });
    const sessions = new Set([school.server, ...school.pupils.flatMap(pupil => [pupil.service, pupil.run, pupil.desktop])]);
    const displays = school.pupils.map(pupil => `/tmp/.X11-unix/X${pupil.display.slice(1)}`);
    for (const display of displays) assert.ok(existsSync(display));
    assert.ok(left(directory, sessions).length > 6);

    child.kill(signal);
    await ended;
    await until('the end of every process', limit, () => left(directory, sessions).length === 0).catch(error => {
      throw new Error(`${error.message}: ${left(directory, sessions).join('; ')}`);
    });
    if (signal !== 'SIGKILL') {
      assert.deepEqual(readdirSync(directory), []);
      for (const display of displays) assert.ok(!existsSync(display), display);
    }
    rmSync(directory, { recursive: true, force: true });
  });
}
