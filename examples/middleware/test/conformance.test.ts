/** What the middleware breaks: nothing, in any of its phases. */

import { compose, type Middleware, setHeader } from '@tsgi/contract';
import { declareTests, middlewareConformance } from '@tsgi/validator';
import { describe, test } from 'vitest';

import { maintenance } from '../src/index.ts';

const from = new Date('2026-12-01T22:00:00Z');
const until = new Date('2026-12-01T23:00:00Z');
const at = (time: string) => maintenance({ from, until, now: () => Date.parse(time) });
const adds = { environ: ['maintenance.planned'] };

describe('while there is nothing to say', () => {
  declareTests(middlewareConformance(at('2026-11-01T00:00:00Z'), { adds }), { describe, test });
});

describe('while it is announced, to a program', () => {
  const stated = { adds: { ...adds, headers: ['X-Maintenance'] } };
  declareTests(middlewareConformance(at('2026-12-01T12:00:00Z'), stated), { describe, test });
});

/** Makes HTML of what the applications of the suite answer with, which is text, so that there is a banner. */
const asPage: Middleware = (app) => (environ, startResponse) =>
  app(environ, (status, headers, error) =>
    startResponse(status, setHeader(headers, 'Content-Type', 'text/html'), error),
  );

describe('while it is announced, to a browser', () => {
  const banner = /<aside class="maintenance".*?<\/aside>/;
  const cases = middlewareConformance(compose(at('2026-12-01T12:00:00Z'), asPage), {
    environ: { HTTP_ACCEPT: 'text/html', HTTP_ACCEPT_ENCODING: 'gzip' },
    adds: { ...adds, headers: ['X-Maintenance'] },
    changes: {
      environ: ['HTTP_ACCEPT_ENCODING', 'HTTP_IF_NONE_MATCH', 'HTTP_IF_MODIFIED_SINCE'],
      headers: ['Content-Type', 'Last-Modified'],
      // Without the banner it is, byte by byte, what the application gave.
      body: (content) => Buffer.from(Buffer.from(content).toString('latin1').replace(banner, ''), 'latin1'),
    },
  });
  declareTests(cases, { describe, test });
});

describe('while it is under way', () => {
  const closed = maintenance({
    from,
    until,
    now: () => Number(from),
    passes: (environ) => environ.PATH_INFO !== '/closed',
  });
  declareTests(middlewareConformance(closed, { adds, answers: [{ PATH_INFO: '/closed' }] }), { describe, test });
});
