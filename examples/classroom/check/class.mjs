// check: a class for a test: started, asked about, and always cleaned away.

import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from './ports.mjs';

const classroom = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

export const pause = milliseconds => new Promise(done => { setTimeout(done, milliseconds); });

/** Asks until the answer is true, and gives back how many milliseconds that took; throws when it takes longer than `limit`. */
export async function until(what, limit, question) {
  const began = performance.now();
  for (;;) {
    const answer = await question();
    const took = performance.now() - began;
    if (answer) return Math.round(took);
    if (took > limit) throw new Error(`${what}: not within ${limit} ms`);
    await pause(20);
  }
}

/** A class that is already there, as `run` described it. */
export class Class {
  constructor(description) { Object.assign(this, description); }

  static at(file) { return new Class(JSON.parse(readFileSync(file, 'utf8'))); }

  /** What /metrics counts, without the prefix: {pictures_in_total: 12, …}. */
  async counts() {
    const text = await (await fetch(`${this.address}/metrics`)).text();
    return Object.fromEntries([...text.matchAll(/^monitor_(\w+) (\d+)$/gm)].map(([, name, value]) => [name, Number(value)]));
  }

  /** The `monitor` command as a second process beside the server; what it prints. */
  async monitor(...words) {
    const { stdout } = await run(join(this.bin, 'monitor'), ['--config', this.config, ...words]);
    return stdout;
  }

  log(name) { return readFileSync(join(this.state, 'log', `${name}.log`), 'utf8'); }
}

/**
 * Starts one; `stop()` ends everything and removes what it left.
 * `between`: who stands between everybody and the server, on this port, and finds the server behind the other.
 * @param {{pupils?: number, kinds?: string, between?: {port: number, listen: number}}} wish
 */
export async function openClass({ pupils = 2, kinds = 'film terminal', between } = {}) {
  const { port, listen } = between ?? { port: await freePort() };
  const state = mkdtempSync(join(tmpdir(), 'class-'));
  const child = spawn(join(classroom, 'run'), ['--unattended', '--no-install', '--no-build', '--state', state, '--pupils', String(pupils),
    '--kinds', kinds, '--port', String(port), ...(listen ? ['--listen', String(listen)] : [])], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', text => { said += text; });
  const ended = new Promise(done => { child.on('exit', done); });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(state, { recursive: true, force: true });
  };
  const hurry = () => { child.kill('SIGTERM'); };
  process.once('exit', hurry);
  let opened;
  try {
    await until('a class', 120_000, () => {
      if (child.exitCode !== null) throw new Error(`the class did not start: ${said}`);
      try { opened = Class.at(join(state, 'class.json')); } catch { /* not yet */ }
      return opened;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return Object.assign(opened, { stop: async () => { process.off('exit', hurry); await stop(); } });
}
