// e2e: where a server keeps what it keeps: files and its own memory, or a PostgreSQL and a Redis of this test alone.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, closeSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../../../examples/classroom/check/class.mjs';

const roles = fileURLToPath(new URL('../../../docs/operations/postgresql.sql', import.meta.url));
const isKeys = file => statSync(file).isFile() && /^(monitor-keys 1\n|libmonitor ledger 1 )/.test(readFileSync(file, 'latin1'));
const whole = file => !file.endsWith('.sock');

/** Every file in a folder, and in those below it. */
export function files(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter(one => one.isFile()).map(one => join(one.path, one.name));
}

export class OnFiles {
  name = 'files, pictures in memory';
  server = '';    // in the table [server] of its settings
  tables = '';    // tables of its settings
  files = [];     // what it keeps, beside the server's state
  programs = {};  // what it runs, beside the server: its name and process

  async open() {}
  async close() {}
  /** As docs/operations/backup-restore.md has it: the keys have a backup of their own, of seven days at most. */
  backup(state, to) { cpSync(state, to, { recursive: true, filter: file => whole(file) && !isKeys(file) }); }
  /** All of it, keys too. */
  copy(state, to) { cpSync(state, to, { recursive: true, filter: whole }); }
  /** While no server runs. */
  putBack(from, state) {
    for (const file of files(state)) if (/\.db(-wal|-shm)?$/.test(file)) rmSync(file);
    cpSync(from, state, { recursive: true });
  }
  pictures() { return []; }
}

export class OnServers {
  name = 'PostgreSQL, pictures in Redis';
  tables = '';
  programs = {};

  async open() {
    this.home = mkdtempSync(join(tmpdir(), 'stores-'));
    await this.#redis();
    await this.#postgres();
  }
  get server() { return `pictures = "unix:${this.at('redis.sock')}"`; }
  at(name) { return join(this.home, name); }

  async #redis() {
    mkdirSync(this.at('redis'));
    this.#start('Redis', 'redis-server', ['--port', '0', '--unixsocket', this.at('redis.sock'), '--dir', this.at('redis'), '--logfile', this.at('redis/log'),
      '--save', '', '--appendonly', 'no']);
    await until('Redis', 10_000, () => existsSync(this.at('redis.sock')));
  }

  /** It does not run as root: then as the user `postgres`, in a directory of that user's. */
  async #postgres() {
    const versions = '/usr/lib/postgresql', newest = readdirSync(versions).sort((a, b) => b - a)[0];
    this.bin = join(versions, newest, 'bin');
    const number = what => Number(execFileSync('id', [what, 'postgres']));
    this.account = process.getuid() === 0 ? { uid: number('-u'), gid: number('-g') } : {};
    mkdirSync(this.at('postgres'));
    if (this.account.uid) for (const folder of [this.home, this.at('postgres')]) chownSync(folder, this.account.uid, this.account.gid);
    execFileSync(join(this.bin, 'initdb'), ['-D', this.at('postgres/data'), '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale', 'C',
      '--wal-segsize=1'], { ...this.account, cwd: this.home, stdio: 'ignore' });
    this.#start('PostgreSQL', join(this.bin, 'postgres'), ['-D', this.at('postgres/data'), '-k', this.home, '-c', 'listen_addresses=', '-c', 'shared_buffers=8MB',
      '-c', 'min_wal_size=2MB', '-c', 'max_wal_size=8MB'], this.account);
    await until('PostgreSQL', 20_000, () => { try { return this.#says('SELECT 1'); } catch { return false; } });
    this.#make();
    this.#says('CHECKPOINT');
    this.before = new Map(files(this.at('postgres/data')).map(file => [file, readFileSync(file, 'latin1')]));
    this.tables = `[store]\npostgres = "host=${this.home} user=monitor dbname=monitor"`;
  }

  #start(name, program, words, account = {}) {
    const out = openSync(this.at(`${name}.log`), 'w');
    this.programs[name] = spawn(program, words, { ...account, cwd: this.home, stdio: ['ignore', out, out] });
    closeSync(out);
  }
  #psql(...words) {
    return execFileSync(join(this.bin, 'psql'), ['-qX', '-h', this.home, '-U', 'postgres', '-v', 'ON_ERROR_STOP=1', ...words], { stdio: ['ignore', 'pipe', 'ignore'] });
  }
  #says(statement) { return this.#psql('-c', statement); }
  #make() { this.#psql('-v', 'login=monitor', '-v', 'database=monitor', '-f', roles); }

  /** What is not as PostgreSQL itself made it, the log of writes ahead of the tables too; and all of Redis' directory and both logs. */
  get files() {
    this.#says('CHECKPOINT');
    const changed = files(this.at('postgres/data')).filter(file => !file.endsWith('pg_internal.init') && readFileSync(file, 'latin1') !== this.before.get(file));
    return [...changed, ...files(this.at('redis')), this.at('PostgreSQL.log'), this.at('Redis.log')];
  }
  backup(_, to) {
    mkdirSync(to);
    writeFileSync(join(to, 'dump.sql'), execFileSync(join(this.bin, 'pg_dump'), ['-h', this.home, '-U', 'postgres', 'monitor'], { maxBuffer: 1 << 28 }));
  }
  copy(state, to) {
    cpSync(state, to, { recursive: true, filter: whole });
    for (const [number, file] of this.files.entries()) cpSync(file, join(to, `kept-${number}`));
  }
  putBack(from) {
    this.#says('DROP DATABASE monitor WITH (FORCE)');
    this.#make();
    this.#psql('-d', 'monitor', '-f', join(from, 'dump.sql'));
  }

  /** What Redis holds of pictures, as it lies there: where one begins that was sealed, docs/formats/storage.md. */
  pictures() {
    const redis = (...words) => execFileSync('redis-cli', ['-s', this.at('redis.sock'), ...words], { maxBuffer: 1 << 26 });
    return redis('KEYS', 'monitor:picture:*').toString().split('\n').filter(Boolean).map(key => redis('GET', key).subarray(32, -1));
  }

  async close() {
    for (const [name, signal] of [['PostgreSQL', 'SIGINT'], ['Redis', 'SIGTERM']]) {
      const program = this.programs[name];
      if (!program || program.exitCode !== null) continue;
      program.kill(signal);
      await once(program, 'exit');
    }
    if (this.home) rmSync(this.home, { recursive: true, force: true });
  }
}
