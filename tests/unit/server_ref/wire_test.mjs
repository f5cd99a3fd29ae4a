// wire: does the page's JavaScript read and write the bytes of tests/golden/wire/viewer.txt, which the C++ wrote?

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { decode, encode, isKey } from '../../../server-ref/web/wire.js';
import { webp } from '../../../server-ref/web/still.js';

const id = '00112233445566778899aabbccddeeff', other = 'ffeeddccbbaa99887766554433221100';
const vectors = Object.fromEntries(readFileSync(new URL('../../golden/wire/viewer.txt', import.meta.url), 'utf8').trim().split('\n')
  .map(line => line.split(' ')));
const bytes = name => Uint8Array.from(Buffer.from(vectors[name], 'hex'));
const read = name => decode(bytes(name).buffer);

test('what the page says is what the school reads', () => {
  const said = {
    open_view: ['open_view', { ticket: 't1ck-et_', group: id }], close_view: ['close_view', {}], ask_key: ['ask_key', { tile: 258, stream: 2 }],
    look_at: ['look_at', { pupil: id, purpose: 'help' }], look_at_nobody: ['look_at', { pupil: '', purpose: '' }],
  };
  for (const [name, [kind, members]] of Object.entries(said)) assert.equal(Buffer.from(encode(kind, members)).toString('hex'), vectors[name], name);
});

test('what the school says is what the page reads', () => {
  assert.deepEqual(read('view'), { kind: 'view', view: other, tiles: [{ tile: 0, pupil: id }, { tile: 1, pupil: other }] });
  assert.deepEqual(read('state'), { kind: 'state', tile: 7, state: 8, since: 1790000000123, refusal: 6 });
  assert.deepEqual(read('ended'), { kind: 'ended', why: 2, refusal: 0, pupil: id });
  assert.deepEqual(read('look'), { kind: 'look', pupil: id, seconds: 600 });
  assert.deepEqual(read('tabs'), { kind: 'tabs', tile: 3, tabs: [{ title: 'Rekenen – groep 5', url: 'https://rekenen.example/' }] });
});

test('a picture comes with its tile, stream, sequence and age', () => {
  const picture = read('picture');
  const { vp8, ...rest } = picture;
  assert.deepEqual(rest, { kind: 'picture', tile: 513, stream: 1, sequence: 0x01020304, age: 70000 });
  assert.equal(Buffer.from(vp8).toString('hex'), 'd0010a9d012a4001b400000102030405');
  assert.equal(isKey(vp8), true);
  assert.equal(isKey(Uint8Array.of(1, ...vp8.slice(1))), false);
});

test('anything else is nothing', () => {
  const good = bytes('state');
  const changed = (at, value) => { const copy = good.slice(); copy[at] = value; return decode(copy.buffer); };
  assert.equal(changed(0, 2), null, 'another version');
  assert.equal(changed(1, 128), null, 'what a page says');
  assert.equal(changed(1, 99), null, 'a kind nobody knows');
  assert.equal(changed(2, 1), null, 'packed');
  assert.equal(changed(3, 1), null, 'a byte that is zero');
  assert.equal(changed(4, good[4] + 1), null, 'longer than it is');
  assert.equal(changed(8, 0x5b), null, 'no object');
  for (let length = 0; length < good.length; length += 1) assert.equal(decode(good.slice(0, length).buffer), null, `cut at ${length}`);
  const picture = bytes('picture');
  for (let length = 0; length < 21; length += 1) assert.equal(decode(picture.slice(0, length).buffer), null, `picture cut at ${length}`);
});

test('a key frame behind twenty bytes is a WebP file', () => {
  const vp8 = Uint8Array.from([1, 2, 3]);
  assert.equal(Buffer.from(webp(vp8)).toString('hex'), `${Buffer.from('RIFF').toString('hex')}10000000${Buffer.from('WEBPVP8 ').toString('hex')}0300000001020300`);
});
