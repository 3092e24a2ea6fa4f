import { expect, test } from 'vitest';

import { refuseUnable } from '../src/unable.ts';

test('refuses an option that is named, and only its own', () => {
  expect(() => refuseUnable('fd', { fd: 'there are no descriptors' })).toThrow(
    'serve(): fd cannot be honoured by this server: there are no descriptors',
  );
  expect(() => refuseUnable('port', { fd: 'there are no descriptors' })).not.toThrow();
  expect(() => refuseUnable('toString', {})).not.toThrow();
});
