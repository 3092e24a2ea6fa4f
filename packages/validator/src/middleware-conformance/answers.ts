/** Requests that the middleware answers by itself. */

import { getHeader, type Application, type Environ } from '@tsgi/contract';

import { expectEqual } from '../conformance/expectation.ts';
import type { HandServer } from './hand-server.ts';
import type { MiddlewareCase } from './middleware-case.ts';

const application: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['of the application'];
};

/** The cases for one such request. */
export function answersOf(answered: Partial<Environ>): readonly MiddlewareCase[] {
  const { REQUEST_METHOD = 'GET', SCRIPT_NAME = '', PATH_INFO = '/' } = answered;
  const name = `${REQUEST_METHOD} ${SCRIPT_NAME}${PATH_INFO}`;
  const common = { app: application, differs: true, request: { environ: answered }, expect: expectAnswered };
  const cases: readonly MiddlewareCase[] = [
    { ...common, name: `answers ${name} by itself`, rules: ['M10', 'A2'] },
    {
      ...common,
      name: `answers ${name} to a client that goes away`,
      rules: ['S32', 'M10'],
      drive: async ([server], app) => {
        await server!.call(app);
        server!.abort();
        await server!.end();
      },
    },
    {
      ...common,
      name: `answers ${name} again while it answers it`,
      rules: ['A1', 'M10'],
      exchanges: 2,
      drive: async ([first, second], app) => {
        await first!.call(app);
        await second!.call(app);
        for (const server of [second!, first!]) {
          if (!server.withoutContent) while (await server.take());
          await server.end();
        }
        expectEqual(second!.head?.status, first!.head?.status, 'the second status');
      },
    },
  ];
  if (REQUEST_METHOD !== 'GET') return cases;
  return [
    ...cases,
    {
      ...common,
      name: `gives HEAD ${SCRIPT_NAME}${PATH_INFO} no other length than GET`,
      rules: ['A18', 'S21'],
      exchanges: 2,
      request: (index) => ({ environ: { ...answered, REQUEST_METHOD: index === 0 ? 'HEAD' : 'GET' } }),
      // HEAD may be the application's affair.
      expect: () => {},
      drive: async ([head, get], app) => {
        await head!.serve(app);
        await get!.serve(app);
        const told = getHeader(head!.head?.headers ?? [], 'Content-Length');
        if (told === undefined || head!.inner.length > 0) return;
        expectEqual(Number(told), get!.bytes, 'the Content-Length that HEAD was told');
      },
    },
  ];
}

function expectAnswered({ failure, head, inner, upgraded }: HandServer): void {
  if (failure !== undefined) throw failure.error;
  expectEqual(inner.length, 0, 'how many times the application was called');
  expectEqual(head !== undefined || upgraded !== undefined, true, 'whether there was a head, or an upgrade');
}
