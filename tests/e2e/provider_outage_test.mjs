// What happens to those who are in, and to those who come, when a provider changes its keys, breaks or falls silent? (Hostile case 7.)

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { until } from '../../examples/classroom/check/class.mjs';
import { newKey, rs256 } from './sign_in/crooked.mjs';
import { School, Visitor } from './sign_in/school.mjs';

let school, crooked;

before(async () => { school = await new School().open(); crooked = school.crooked; });
afterEach(() => crooked.right());
after(() => school?.close());

async function gotIn() {
  const visitor = new Visitor(school);
  await visitor.signIn();
  return await visitor.isIn() && visitor;
}

test('new keys: the next one gets in with one question, and the old key counts no more', async () => {
  assert.ok(await gotIn());
  const asked = crooked.times('/keys');
  const [old] = crooked.keys;
  crooked.keys = [newKey('fresh')];
  assert.ok(await gotIn());
  assert.equal(crooked.times('/keys'), asked + 1);
  crooked.way.header = () => ({ alg: 'RS256', kid: old.kid });
  assert.equal(school.reason(await new Visitor(school).signIn()), 'key_unknown');
  assert.equal(crooked.times('/keys'), asked + 1);
});

test('several keys at once, in any order, one of them for another issuer', async () => {
  const consumers = 'http://127.0.0.1/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0';
  crooked.keys = [newKey('second', { issuer: `${crooked.origin}/{tenantid}/v2.0` }), newKey('first'), newKey('other', { issuer: consumers })];
  await school.restart();
  for (const [at, right] of [[0, true], [1, true], [2, false]]) {
    crooked.way.header = () => ({ alg: 'RS256', kid: crooked.keys[at].kid });
    crooked.way.token = (head, body) => rs256(head, body, crooked.keys[at]);
    const visitor = new Visitor(school);
    const answer = await visitor.signIn();
    assert.equal(await visitor.isIn(), right, crooked.keys[at].kid);
    if (!right) assert.equal(school.reason(answer), 'key_unknown');
  }
});

const outages = {
  'an error': () => ({ status: 500, body: '' }),
  'ten megabytes': () => ({ status: 200, body: `{"keys":[${' '.repeat(10 << 20)}]}` }),
  'no keys': () => ({ status: 200, body: { keys: [] } }),
  'no JSON': () => ({ status: 200, body: '<html>' }),
};
for (const [what, answer] of Object.entries(outages)) {
  test(`the keys are ${what}: who is in stays in, nobody comes in, and it mends itself`, async () => {
    const inside = await gotIn();
    await school.restart();
    crooked.way.keys = answer;
    const outside = new Visitor(school);
    const refused = await outside.signIn();
    assert.equal(school.reason(refused), 'provider_unreachable');
    assert.equal(refused.status, 503);
    assert.match(await refused.text(), /De andere stichting antwoordt niet[\s\S]*Melding 701 /);
    assert.ok(await inside.isIn());
    crooked.right();
    const took = await until('a sign-in', 15_000, gotIn);  // asked again at most once in five seconds
    assert.ok(took > 3000, `after ${took} ms already`);
  });
}

test('a client secret that has expired is the administrator’s affair, and the log says so', async () => {
  crooked.way.redeemed = () => ({ status: 401, body: { error: 'invalid_client' } });
  const answer = await new Visitor(school).signIn();
  assert.equal(school.reason(answer), 'client');
  assert.match(await answer.text(), /Melding 707 /);
});

test('a provider that does not answer keeps nobody waiting but who came through it', async () => {
  const inside = await gotIn();
  await school.restart();
  let answer;
  crooked.way.keys = () => ({ status: 200, body: { keys: [] }, after: new Promise(done => { answer = done; }) });
  const waiting = new Visitor(school).signIn();
  let longest = 0;
  for (let page = 0; page < 40; page += 1) {
    const began = performance.now();
    assert.ok(await inside.isIn());
    longest = Math.max(longest, performance.now() - began);
  }
  const refused = await waiting;
  answer();
  assert.equal(school.reason(refused), 'provider_unreachable');
  console.log(`while a provider was silent: the slowest of 40 pages took ${Math.round(longest)} ms`);
  assert.ok(longest < 1000, `${longest} ms`);
});

test('a provider whose discovery document is of another issuer is not left for', async () => {
  const { issuer } = crooked;
  await school.restart();
  crooked.issuer = `${issuer}x`;
  const answer = await new Visitor(school).depart(1);
  crooked.issuer = issuer;
  assert.equal(school.reason(answer), 'issuer');
});
