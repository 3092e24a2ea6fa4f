/** A record as names and values: those of OpenTelemetry's semantic conventions for HTTP, where there are such. */

import type { AccessRecord } from './access-record.ts';
import { protocolVersion } from './protocol-version.ts';
import { type ServerAddress, serverAddress } from './server-address.ts';

/** One field of a record. */
export interface RecordField {
  readonly name: string;
  /** `list`: a list of one text. `seconds`: milliseconds in the record, seconds in the log. */
  readonly kind: 'text' | 'list' | 'number' | 'seconds';
  /** What a record has of it; `undefined` and `''` are nothing. */
  readonly of: (record: AccessRecord) => string | number | undefined;
}

/** Fields in order, in groups: those of a group tend to stay as they are from one record to the next, or to change. */
export interface RecordFields {
  /** By which server, in which way, and how it ended. */
  readonly served: readonly RecordField[];
  /** What was asked for, and how large that was. */
  readonly asked: readonly RecordField[];
  /** How long it took. */
  readonly times: readonly RecordField[];
  /** Who asked. */
  readonly client: readonly RecordField[];
  /** Names of the exchange. */
  readonly ids: readonly RecordField[];
  /** Header fields. */
  readonly headers: readonly RecordField[];
}

type Read<Value> = (record: AccessRecord) => Value | undefined;

const text = (name: string, of: Read<string>): RecordField => ({ name, kind: 'text', of });
const list = (name: string, of: Read<string>): RecordField => ({ name, kind: 'list', of });
const number = (name: string, of: Read<number>): RecordField => ({ name, kind: 'number', of });
const seconds = (name: string, of: Read<number>): RecordField => ({ name, kind: 'seconds', of });

/**
 * The fields of every record. All names are OpenTelemetry's, but for those of the request, its trace and span, which are
 * as in the other logs of this package, and `tsgi.…`: how it ended and the time to the head have no names there.
 */
const FIELDS: RecordFields = {
  served: [
    text('http.request.method', (record) => record.method),
    text('url.scheme', (record) => record.scheme),
    text('server.address', (record) => serverOf(record).address),
    number('server.port', (record) => serverOf(record).port),
    text('network.protocol.version', (record) => protocolVersion(record.protocol)),
    number('http.response.status_code', (record) => (record.status === 0 ? undefined : record.status)),
    text('tsgi.outcome', (record) => record.ending),
    text('error.type', (record) => record.errorType),
  ],
  asked: [
    text('url.path', (record) => record.path),
    text('url.query', (record) => record.query),
    text('http.route', (record) => record.route),
    number('http.request.body.size', (record) => record.requestBytes),
    number('http.response.body.size', (record) => record.responseBytes),
  ],
  times: [
    seconds('tsgi.head.duration', (record) => record.headMs),
    seconds('http.server.request.duration', (record) => record.durationMs),
  ],
  client: [
    text('client.address', (record) => record.client),
    text('user_agent.original', (record) => record.userAgent),
    list('http.request.header.referer', (record) => record.referrer),
    text('user.id', (record) => record.user),
  ],
  ids: [
    text('request.id', (record) => record.requestId),
    text('trace.id', (record) => record.traceId),
    text('span.id', (record) => record.spanId),
  ],
  headers: [],
};

/** What was found last: a server is asked for one or two hosts. */
let last:
  | { readonly host: string; readonly name: string; readonly port: string; readonly found: ServerAddress }
  | undefined;

function serverOf({ host, environ }: AccessRecord): ServerAddress {
  const { SERVER_NAME: name, SERVER_PORT: port } = environ;
  if (last === undefined || last.host !== host || last.name !== name || last.port !== port) {
    last = { host, name, port, found: serverAddress(host, environ) };
  }
  return last.found;
}

/** Further header fields to log. */
export interface HeaderOptions {
  /** Fields of the request that `json` has too, as `http.request.header.…`. Default: none. */
  readonly requestHeaders?: readonly string[];
  /** Fields of the response, as `http.response.header.…`. Default: none. */
  readonly responseHeaders?: readonly string[];
}

/** The fields of every record, and those that were asked for. */
export function recordFields({ requestHeaders = [], responseHeaders = [] }: HeaderOptions): RecordFields {
  const headers = [
    // Every record has the referrer.
    ...unlike(requestHeaders, 'referer').map((name) => {
      return list(`http.request.header.${name}`, (record) => record.requestHeader(name));
    }),
    ...unlike(responseHeaders).map((name) => {
      return list(`http.response.header.${name}`, (record) => record.responseHeader(name));
    }),
  ];
  return { ...FIELDS, headers };
}

/** Names in small letters, each once, without one that is there already. */
function unlike(names: readonly string[], known?: string): string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))].filter((name) => name !== known);
}

/** A record as an object, for a logger that takes such. */
export function recordObject(fields: RecordFields, record: AccessRecord): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const { name, kind, of } of inOrder(fields)) {
    const value = of(record);
    if (value === undefined || value === '') continue;
    if (typeof value === 'number') object[name] = kind === 'seconds' ? microseconds(value) / 1e6 : value;
    else object[name] = kind === 'list' ? [value] : value;
  }
  return object;
}

function inOrder({ served, asked, times, client, ids, headers }: RecordFields): RecordField[] {
  return [served, asked, times, client, ids, headers].flat();
}

/** Milliseconds as whole microseconds: more is noise. */
export function microseconds(millis: number): number {
  return Math.round(millis * 1000);
}
