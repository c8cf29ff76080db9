import assert from 'node:assert/strict';
import { test } from 'node:test';

import { xxh32 } from '../../table/writer.js';

test('xxh32 gives the values of the reference implementation', () => {
  assert.equal(xxh32(Buffer.from('')), 0x02cc5d05);
  assert.equal(xxh32(Buffer.from('a')), 0x550d7456);
  assert.equal(xxh32(Buffer.from('Nobody inspects the spammish repetition')), 0xe2293b2f);
});
