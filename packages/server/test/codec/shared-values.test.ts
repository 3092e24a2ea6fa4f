import { expect, test } from 'vitest';

import { shareValues } from '../../src/codec/shared-values.ts';
import { environOf } from './environ-of.ts';

test('leaves every value as it is, whatever came before', () => {
  const clients = [
    { HTTP_HOST: 'a.example', HTTP_USER_AGENT: 'one', REMOTE_ADDR: '192.0.2.1' },
    { HTTP_HOST: 'a.example', HTTP_USER_AGENT: 'two', REMOTE_ADDR: '192.0.2.1' },
    { HTTP_HOST: 'b.example' },
    { HTTP_HOST: '', HTTP_USER_AGENT: 'caf\xe9 \xff', HTTP_ACCEPT: '*/*' },
    { HTTP_HOST: 'a.example', HTTP_USER_AGENT: 'one', HTTP_COOKIE: 'id=1' },
  ];
  for (const client of [...clients, ...clients.toReversed()]) {
    const environ = environOf(client);
    const before = { ...environ };
    shareValues(environ);
    expect(environ).toEqual(before);
    expect(Object.keys(environ)).toEqual(Object.keys(before));
  }
});
