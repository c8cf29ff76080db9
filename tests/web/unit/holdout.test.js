import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isHeldOut } from '../../../web/src/lazy/holdout.js';

const TOKENS = Array.from({ length: 50_000 }, (_, i) => `c1-${i.toString(36)}`);

test('holdout is of the size asked for, at any share, though tokens are alike', () => {
  for (const share of [0, 0.01, 0.1, 0.5, 0.9, 1]) {
    const held = TOKENS.filter((token) => isHeldOut(token, share)).length / TOKENS.length;
    assert.ok(Math.abs(held - share) < 0.005, `${held} of ${share}`);
  }
});

test('holdout of a larger share holds out the same carts and more', () => {
  for (const token of TOKENS.slice(0, 5_000)) {
    if (isHeldOut(token, 0.1)) assert.ok(isHeldOut(token, 0.2), token);
  }
});

test('holdout is the same on every machine, so that an order export can be split by it later', () => {
  const tokens = ['a', 'b', 'c', 'hWN2M8ckQyNdg', 'Tee für zwei', '茶', '\u{1f375}'];
  // From an implementation in another language.
  const hashes = [0.1035, 0.5108, 0.2761, 0.4184, 0.7184, 0.7659, 0.0438];
  tokens.forEach((token, i) => {
    const hash = Number(hashes[i]);
    assert.deepEqual([isHeldOut(token, hash - 0.0001), isHeldOut(token, hash + 0.0001)], [false, true], token);
  });
});

test('holdout of a cart without a token is none', () => {
  assert.equal(isHeldOut('', 1), false);
});
