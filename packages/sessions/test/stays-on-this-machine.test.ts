import { environ } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { staysOnThisMachine } from '../src/stays-on-this-machine.ts';

test.each(['localhost', 'localhost:8002', 'LOCALHOST', 'app.localhost', '127.0.0.1:8000', '127.1.2.3', '[::1]:8000'])(
  'a browser that asks %s asks its own machine',
  (host) => {
    expect(staysOnThisMachine(environ({ HTTP_HOST: host }))).toBe(true);
  },
);

test.each(['example.org', '192.0.2.1:8000', 'localhost.example.org', '127.0.0.1.example.org', '[::2]', ''])(
  'one that asks %j does not',
  (host) => {
    expect(staysOnThisMachine(environ({ HTTP_HOST: host }))).toBe(false);
  },
);

test.each(['HTTP_FORWARDED', 'HTTP_X_FORWARDED_FOR', 'HTTP_X_FORWARDED_PROTO'])(
  'nor does one for which a proxy asks, as %s says',
  (key) => {
    expect(staysOnThisMachine(environ({ HTTP_HOST: '127.0.0.1:8000', [key]: 'x' }))).toBe(false);
  },
);
