import { expect, test } from 'vitest';

import { CAPABILITIES } from '../../src/conformance/capability.ts';

test('says of each what a store is that lacks it', () => {
  for (const [name, text] of Object.entries(CAPABILITIES))
    expect(`${name}: a store that ${text}`).toMatch(/that \w+s /);
});
