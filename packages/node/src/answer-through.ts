/** The answer of an application through a response of Node's, on which middleware may have its hands. */

import type { ClientRequest, ServerResponse } from 'node:http';

import {
  type Application,
  type Body,
  type Chunk,
  ContractError,
  disposeBody,
  type Environ,
  hasHeader,
  type HeaderList,
  type StartResponse,
  type Status,
} from '@tsgi/contract';

import { LIST_FIELDS } from './list-fields.ts';
import type { ListenerExchange } from './listener-exchange.ts';

/**
 * Calls `app`, and writes its answer into a response: by `writeHead`, `write` and `end`, as whoever has replaced them
 * expects. Rejects with what the application fails with.
 */
export async function answerThrough(app: Application, environ: Environ, exchange: ListenerExchange): Promise<void> {
  const { response } = exchange;
  let head: Head | undefined;
  const start: StartResponse = (status, headers, error) => {
    // oxlint-disable-next-line typescript/only-throw-error -- the caller's own value goes back as it came (rule S6)
    if (error !== undefined && (response.headersSent || exchange.isGone)) throw error;
    if (head !== undefined && error === undefined) {
      throw new ContractError(
        'A3',
        'application',
        'startResponse was called a second time, which only an error allows',
      );
    }
    head = { code: Number(status.slice(0, 3)), status, headers: [...headers] };
  };
  const past = (): void => {
    if (head !== undefined) exchange.passHead(head.status, head.headers);
  };
  let body: Body;
  try {
    body = await app(environ, start);
  } catch (error) {
    past();
    throw error;
  }
  const stored = head;
  // The client has gone, or this is an upgrade, or a breach: the server knows what to do with each.
  if (stored === undefined || exchange.isGone || !isObject(body)) {
    past();
    return exchange.answerWith(() => body);
  }
  try {
    const contentless =
      environ.REQUEST_METHOD === 'HEAD' || stored.code === 204 || stored.code === 205 || stored.code === 304;
    if (!contentless && Array.isArray(body)) stored.headers = withLength(stored.headers, body);
    writeHead(response, stored);
    if (!contentless) await writeBody(body, exchange);
    if (!exchange.isGone) response.end();
  } finally {
    await disposeBody(body);
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

interface Head {
  readonly code: number;
  readonly status: Status;
  headers: HeaderList;
}

function withLength(headers: HeaderList, chunks: readonly Chunk[]): HeaderList {
  if (hasHeader(headers, 'Content-Length')) return headers;
  const length = chunks.reduce((sum, chunk) => sum + Buffer.byteLength(chunk), 0);
  return [...headers, ['Content-Length', String(length)]];
}

/** Nothing of the body is asked for before the outer layers ask (rule M2), one chunk at a time (rule M3). */
async function writeBody(body: Body, exchange: ListenerExchange): Promise<void> {
  const { response } = exchange;
  const { gone } = exchange;
  exchange.storeHead();
  await Promise.race([exchange.wanted(), gone]);
  if (exchange.isGone) return;
  const iterator: Iterator<Chunk> | AsyncIterator<Chunk> =
    Symbol.iterator in body ? body[Symbol.iterator]() : body[Symbol.asyncIterator]();
  for (;;) {
    const step = await Promise.race([iterator.next(), gone]);
    if (step === undefined) return void iterator.return?.();
    if (step.done === true) return;
    if (step.value.length === 0) exchange.commit();
    else response.write(step.value);
    await Promise.race([exchange.wanted(), gone]);
    if (exchange.isGone) return void iterator.return?.();
  }
}

/** Sets the fields first, so that whoever looks at them when the head is written finds them. */
function writeHead(response: ServerResponse, { code, status, headers }: Head): void {
  const own = mergeFields(response, headers);
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  for (const [name, value] of own) response.appendHeader(name, value);
  response.writeHead(code, status.slice(4));
}

/** What was set on a response, and after it what the application gives, which takes the place of what it names again. */
export function mergeFields(response: ServerResponse, headers: HeaderList): HeaderList {
  // Node has it on every outgoing message, though its types know it of requests alone.
  const names = (response as unknown as ClientRequest).getRawHeaderNames();
  if (names.length === 0) return headers;
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const kept: [string, string][] = [];
  for (const name of names) {
    const lower = name.toLowerCase();
    if (given.has(lower) && !LIST_FIELDS.has(lower)) continue;
    const value = response.getHeader(name);
    for (const each of Array.isArray(value) ? value : [value]) kept.push([name, String(each)]);
  }
  return [...kept, ...headers];
}
