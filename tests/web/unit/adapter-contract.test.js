import { test } from 'node:test';

import { memoryAdapter } from '../../../web/src/adapters/memory.js';
import { ADAPTER_CONTRACT } from './adapter-contract.js';

/** @type {import('./adapter-contract.js').MakeShop} */
const makeShop = ({ serve, ...given }) => {
  const adapter = memoryAdapter({ ...given, refuse: serve });
  return { adapter, setQuantity: adapter.setQuantity };
};

for (const [promise, run] of ADAPTER_CONTRACT) test(`memory adapter ${promise}`, () => run(makeShop));
