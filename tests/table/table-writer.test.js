import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checksumOf } from './writer.js';

test('checksum takes four bytes at a time, and those left over one by one', () => {
  assert.equal(checksumOf(Buffer.from('')), 0);
  assert.equal(checksumOf(Buffer.from('a')), 0xf304f913);
  assert.equal(checksumOf(Buffer.from('abcd')), 0x8629fd48);
  assert.equal(checksumOf(Buffer.from('abcdefg')), 0xfaac9047);
});
