// Who takes the machine away, with every file, every key that is still there and the memory of the server: what do they find?
//
// Real processes; a pupil, a colleague and pictures with canaries in them; a clock that this test moves. It prints a table of each.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pause, until } from '../../examples/classroom/check/class.mjs';
import { Visitor } from './sign_in/school.mjs';
import { files, OnFiles, OnServers } from './sign_in/stores.mjs';
import { Findings, kinds, marks, only, tab } from './subpoena/findings.mjs';
import { Device, Page, picture } from './subpoena/lines.mjs';
import { brin, colleague, pupil, Subpoenaed } from './subpoena/school.mjs';
import { opensFromMemory } from './subpoena/search.mjs';

const hour = 3_600_000;

/** Somebody looks at a pupil's screen, and everything that is to be found later has come by. */
class Lesson {
  async begin(school) {
    const visitor = new Visitor(school);
    visitor.address = colleague.address;
    assert.ok((await visitor.signIn()).status < 400);
    this.device = await new Device().come(school, pupil.user, pupil.address);
    this.page = await new Page().look(school, visitor);
    await until('a lease', 10_000, () => this.device.lease);
    this.device.indicate();
    for (const mark of [marks.before, marks.grid]) {
      this.device.send(1, picture(mark));
      await until('the picture on the page', 5000, () => this.page.got(mark));
    }
    this.page.enlarge();
    await until('a live lease', 5000, () => this.device.lease.streams.length === 2);
    this.device.send(2, picture(marks.live));
    await until('the live picture on the page', 5000, () => this.page.got(marks.live));
    this.device.tabs([{ title: tab, url: `https://${tab}.example/` }]);
    await pause(500);
    return this;
  }
  end() {
    this.page.close();
    this.device.close();
  }
}

/** A school on such a store, for the tests that follow, and what is found there: printed when they are over. */
function opened(Store) {
  const school = new Subpoenaed(new Store()), found = new Findings(school);
  before(() => school.open());
  after(async () => {
    await school.close();
    found.print();
  });
  return { school, found };
}

for (const Store of [OnFiles, OnServers]) describe(new Store().name, () => {
  const { school, found } = opened(Store);
  let lesson, sealed;
  after(() => lesson?.end());

  test('while it may be there it is found: pictures in memory and in no file, names in files and only with their keys', async () => {
    lesson = await new Lesson().begin(school);
    school.store.backup(school.at('state'), school.at('backup'));
    school.store.copy(school.at('state'), school.at('unswept'));
    sealed = school.store.pictures();

    assert.deepEqual(found.plain('in the lesson'), {}, 'nothing lies open');
    const withKeys = found.opened('in the lesson');
    for (const what of Object.keys({ ...kinds.names, ...kinds.addresses })) assert.ok(withKeys[what], `${what} is not found: the search proves nothing`);
    assert.deepEqual(only(withKeys, 'pictures', 'never'), {});
    found.core('in the lesson');
    const inMemory = found.whole('in the lesson');
    assert.deepEqual(only(found.beside('in the lesson'), 'pictures', 'never'), {});
    if (sealed.length === 0) assert.ok(inMemory.grid, 'the last picture is not found in memory: the search proves nothing');
    else {
      const opens = opensFromMemory(sealed, school.server.pid, marks.grid);
      found.row('in the lesson', 'Redis, opened with what is in memory', opens ? 'grid' : 'nothing');
      assert.ok(opens, 'the key of the last picture is not found in memory: the search proves nothing');
    }
  });

  test('48 hours later nothing is left of a picture or a tab', async () => {
    lesson.end();
    await pause(1500);
    found.core('the lesson is over');
    school.turn(48 * hour);
    await pause(3000);
    for (const left of [found.plain('48 hours later'), found.opened('48 hours later'), found.core('48 hours later'), found.beside('48 hours later')])
      assert.deepEqual(only(left, 'pictures'), {});
    found.whole('48 hours later');
    if (sealed.length === 0) return;
    const opens = opensFromMemory([...sealed, ...school.store.pictures()], school.server.pid, marks.grid);
    found.row('48 hours later', 'Redis as it is and as it was, opened with what is in memory', opens ? 'grid' : 'nothing');
    assert.ok(!opens, 'the key of a picture is still there');
  });

  test('after the last day of the school year nobody is left: in files, with every key, in a core, and in a backup that is put back', async () => {
    const now = new Date(Date.now() + 48 * hour), year = now.getUTCFullYear() + (now.getUTCMonth() >= 7 ? 1 : 0);
    school.turn(Date.UTC(year, 7, 1, 1) - Date.now());  // 31 July 24:00 in Amsterdam is past
    await until('the sweep', 30_000, () => /swept pupils?/.test(school.log('server')));
    await pause(1500);
    assert.deepEqual(found.plain('after the year'), {});
    assert.deepEqual(found.opened('after the year'), {});
    // An address of the last visitor may still be on the stack of a thread: it goes with the next one.
    assert.deepEqual(only(found.core('after the year'), 'names', 'pictures', 'never'), {});
    assert.deepEqual(found.beside('after the year'), {});
    found.whole('after the year');

    const unswept = found.opened('after the year', files(school.at('unswept')), 'what did not sweep, with its keys', school.at('unswept'));
    assert.ok(unswept['pupil name'] && unswept['colleague user'], 'the search would not have found what is left');

    assert.deepEqual(found.opened('after the year', files(school.at('backup')), 'a backup of the lesson'), {});
    await school.putBackUp();
    assert.deepEqual(found.plain('backup put back'), {});
    assert.deepEqual(found.opened('backup put back'), {});
    assert.deepEqual(found.core('backup put back'), {});
  });
});

for (const Store of [OnFiles, OnServers]) describe(`${new Store().name}: the contract ends`, () => {
  const { school, found } = opened(Store);
  let lesson;
  after(() => lesson?.end());

  test('in the middle of a lesson, and nothing is left, nor in a backup that is put back', async () => {
    lesson = await new Lesson().begin(school);
    school.store.backup(school.at('state'), school.at('backup'));
    school.store.copy(school.at('state'), school.at('unswept'));
    const sealed = school.store.pictures();

    await school.monitor('school', 'end', '--school', brin, '--requested', new Date().toISOString().slice(0, 10), '--yes-erase', brin);
    await until('the end of the view', 5000, () => lesson.page.ended || lesson.page.socket.closed);
    lesson.end();
    await pause(3000);
    assert.deepEqual(found.plain('after the contract'), {});
    assert.deepEqual(found.opened('after the contract'), {});
    assert.deepEqual(only(found.core('after the contract'), 'names', 'pictures', 'never'), {});
    assert.deepEqual(found.beside('after the contract'), {});
    assert.deepEqual(only(found.whole('after the contract'), 'pictures'), {});
    assert.deepEqual(school.store.pictures(), []);

    const unswept = found.opened('after the contract', files(school.at('unswept')), 'what did not end, with its keys', school.at('unswept'));
    assert.ok(unswept['pupil name'] && unswept['colleague user'], 'the search would not have found what is left');
    assert.deepEqual(found.opened('after the contract', files(school.at('backup')), 'a backup of the lesson'), {});
    await school.putBackUp();
    assert.deepEqual(found.plain('backup put back'), {});
    assert.deepEqual(found.opened('backup put back'), {});
    assert.deepEqual(found.core('backup put back'), {});
    if (sealed.length > 0) {
      const opens = opensFromMemory(sealed, school.server.pid, marks.grid);
      found.row('backup put back', 'Redis as it was, opened with what is in memory', opens ? 'grid' : 'nothing');
      assert.ok(!opens, 'the key of a picture outlived its server');
    }
  });
});
