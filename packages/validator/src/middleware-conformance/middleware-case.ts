/** One case for middleware: an application, what a server does with it, and that it is as without the middleware. */

import type { Application, ContractError, Header, HeaderList, Middleware } from '@tsgi/contract';

import type { ConformanceCase } from '../conformance/conformance-case.ts';
import { printed } from '../conformance/expectation.ts';
import { checkedStack } from '../validate-all.ts';
import { compareExchanges } from './compare-exchanges.ts';
import { HandServer, serverOf, type HandRequest } from './hand-server.ts';
import type { Statement } from './statement.ts';

export interface MiddlewareCase {
  /** What a conforming middleware does, as a sentence. */
  readonly name: string;
  /** The ids of the rules that it is for. */
  readonly rules: readonly string[];
  /** Says for which middleware the case is moot, after "for a middleware that"; nothing for others. Default: for none. */
  readonly moot?: (statement: Statement) => string | undefined;
  /** The request, which may depend on the exchange's number, from 0. Default: `GET /`. */
  readonly request?: HandRequest | ((index: number) => HandRequest);
  /** How many exchanges there are. Default: 1. */
  readonly exchanges?: number;
  /** The application around which the middleware is put. */
  readonly app: Application;
  /** What the servers do, each with an exchange of its own. Default: each serves the whole, one after the other. */
  readonly drive?: (servers: readonly HandServer[], app: Application) => Promise<void>;
  /** What is to be seen beyond its being the same as without the middleware. Throws where it is not. */
  readonly expect?: (seen: HandServer, statement: Statement) => void | Promise<void>;
  /** Whether the exchange is not to be the same as without the middleware. Default: false. */
  readonly differs?: boolean;
}

/** Makes a case one that a runner can run. */
export function runnableCase(
  topic: string,
  each: MiddlewareCase,
  middleware: Middleware,
  statement: Statement,
): ConformanceCase {
  const { name, rules, moot } = each;
  const why = moot?.(statement);
  const skip = why === undefined ? {} : { skip: `for a middleware that ${why}` };
  return { topic, name, rules, ...skip, run: () => runMiddlewareCase(each, middleware, statement) };
}

async function runMiddlewareCase(each: MiddlewareCase, middleware: Middleware, statement: Statement): Promise<void> {
  const { name, rules, drive = serveEach } = each;
  const app = observed(each.app);
  const servers = makeServers(each, statement);
  const breaches: ContractError[] = [];
  const run = async (): Promise<void> => {
    await drive(
      servers,
      checkedStack(app, [middleware], (breach) => void breaches.push(breach)),
    );
    if (breaches.length === 0) await expectSame(each, servers, app, statement);
  };
  const failure = await inTime(statement.caseMs, run()).then(
    () => breaches[0],
    (error: unknown) => breaches[0] ?? error,
  );
  if (failure === undefined) return;
  const what = failure instanceof Error ? failure.message : printed(failure);
  const message = `the middleware ${middleware.name || '(anonymous)'} ${name}: ${what} (${rules.join(', ')})`;
  throw new Error(`${message}\n${servers.map(transcript).join('\n')}`, { cause: failure });
}

async function expectSame(
  each: MiddlewareCase,
  servers: readonly HandServer[],
  app: Application,
  statement: Statement,
): Promise<void> {
  const { drive = serveEach, expect, differs = false } = each;
  for (const seen of servers) await expect?.(seen, statement);
  if (differs) return;
  const plain = makeServers(each, statement);
  await drive(plain, app);
  for (const [index, seen] of servers.entries()) await compareExchanges(plain[index]!, seen, statement);
}

async function serveEach(servers: readonly HandServer[], app: Application): Promise<void> {
  for (const server of servers) await server.serve(app);
}

/** Requests that no cache takes for one another, and in which the case can be recognized. */
function makeServers({ name, request = {}, exchanges = 1 }: MiddlewareCase, { environ }: Statement): HandServer[] {
  return Array.from({ length: exchanges }, (_, index) => {
    const QUERY_STRING = `case=${name.replaceAll(/\W+/g, '-')}&exchange=${index + 1}`;
    const own = typeof request === 'function' ? request(index) : request;
    return new HandServer({ ...own, environ: { QUERY_STRING, ...environ, ...own.environ } });
  });
}

/** The application, whose every call is an event, and whose heads cannot be written to. */
function observed(app: Application): Application {
  return function application(environ, startResponse) {
    const server = serverOf(environ);
    server.inner.push({ ...environ });
    server.note('was called');
    return app(environ, (status, headers, error) => startResponse(status, frozen(headers), error));
  };
}

function frozen(headers: HeaderList): HeaderList {
  return Object.freeze(headers.map(([name, value]): Header => Object.freeze([name, value] as const)));
}

function transcript({ environ, head, chunks, events, errors }: HandServer): string {
  const shown = chunks.map((chunk) => (typeof chunk === 'string' ? JSON.stringify(chunk) : `${chunk.length} bytes`));
  return [
    `${environ.REQUEST_METHOD} ${environ.SCRIPT_NAME}${environ.PATH_INFO}?${environ.QUERY_STRING}`,
    `  the client got: ${head === undefined ? 'no head' : `${head.status} ${JSON.stringify(head.headers)}`}`,
    `  and the chunks: ${shown.join(' ') || 'none'}`,
    `  the application: ${events.join(', ') || 'was not called'}`,
    ...(errors === '' ? [] : [`  tsgi.errors: ${errors.trimEnd()}`]),
  ].join('\n');
}

async function inTime(ms: number, run: Promise<void>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`waited in vain for ${ms} ms`)), ms);
  try {
    await Promise.race([run, late]);
  } finally {
    clearTimeout(timer);
  }
}
