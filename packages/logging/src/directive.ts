/** One place of a format string, such as `%h`: what goes there, and what has to be watched for it. */

import { isToken } from '@tsgi/http';

import type { AccessRecord } from './access-record.ts';
import { commonTime } from './wall-clock.ts';
import { stringAt } from './state-keys.ts';
import type { Watched } from './line-format.ts';

/** What goes in the place of a directive. */
export interface Directive {
  /** The text as it is, not escaped. */
  readonly text: (record: AccessRecord) => string | undefined;
  /** What stands for no text. Default: `-`. */
  readonly empty?: string;
  /** Whether the text cannot hold anything that came from outside. */
  readonly safe?: boolean;
  readonly watched?: Partial<Watched>;
}

/** Only numbers, or text made of them here. */
function made(text: (record: AccessRecord) => string, watched: Partial<Watched> = {}): Directive {
  return { text, safe: true, watched };
}

const times = { times: true };

interface Runtime {
  readonly process?: { readonly pid?: number };
}

/** The request line that was put together last: the same text again need not be looked through again. */
let lastLine = { verb: '', target: '', version: '', line: '' };

/** nginx's number for it. No server sends this status, so that it claims nothing that was not. */
const CLIENT_CLOSED_REQUEST = 499;

/** The status that was sent, or `499` where the client went away before there was any. */
export function loggedStatus({ status: code }: AccessRecord): number {
  return code === 0 ? CLIENT_CLOSED_REQUEST : code;
}

export const client: Directive = { text: (record) => record.client };
export const peer: Directive = { text: (record) => record.environ.REMOTE_ADDR };
export const user: Directive = { text: (record) => record.user };
export const nothing: Directive = made(() => '-');
export const time: Directive = made((record) => commonTime(record.time));
export const method: Directive = { text: (record) => record.method };
export const path: Directive = { text: (record) => record.path };
export const protocol: Directive = { text: (record) => record.protocol };
/** Without its port, as Apache has it. */
export const hostName: Directive = { text: (record) => record.host.replace(/:\d*$/, '') };
export const serverName: Directive = { text: (record) => record.environ.SERVER_NAME };
export const port: Directive = { text: (record) => record.environ.SERVER_PORT };
/** Of this process; on a runtime that has none, nothing. */
export const processId: Directive = made(() => String((globalThis as Runtime).process?.pid ?? '-'));
export const requestId: Directive = { text: (record) => record.requestId };
export const referrer: Directive = { text: (record) => record.referrer };
export const userAgent: Directive = { text: (record) => record.userAgent };
export const requestLine: Directive = {
  text: ({ method: verb, target, protocol: version }) => {
    const { line } = lastLine;
    if (lastLine.verb === verb && lastLine.target === target && lastLine.version === version) return line;
    lastLine = { verb, target, version, line: `${verb} ${target} ${version}` };
    return lastLine.line;
  },
};
export const status: Directive = made((record) => String(loggedStatus(record)));
export const bytes: Directive = made(({ responseBytes }) => String(responseBytes));
/** `-` for none, as the Common Log Format has it. */
export const bytesOrDash: Directive = made(({ responseBytes }) => (responseBytes === 0 ? '-' : String(responseBytes)));
export const microseconds: Directive = made((record) => String(Math.round(record.durationMs * 1000)), times);
export const milliseconds: Directive = made((record) => String(Math.round(record.durationMs)), times);
export const seconds: Directive = made((record) => String(Math.floor(record.durationMs / 1000)), times);
export const decimalSeconds: Directive = made((record) => (record.durationMs / 1000).toFixed(6), times);

/** A field of the request; `undefined` for a name that none of an environ can have. */
export function requestHeader(name: string): Directive | undefined {
  if (!isToken(name) || name.includes('_')) return undefined;
  if (name.toLowerCase() === 'referer') return referrer;
  if (name.toLowerCase() === 'user-agent') return userAgent;
  return { text: (record) => record.requestHeader(name) };
}

/** A field of the response; `undefined` for what is no name of one. */
export function responseHeader(name: string): Directive | undefined {
  if (!isToken(name)) return undefined;
  return { text: (record) => record.responseHeader(name), watched: { headers: true } };
}

/** A key of the environ, where it is text; header fields are as secret here as elsewhere. */
export function environKey(name: string): Directive | undefined {
  if (name.startsWith('HTTP_')) return requestHeader(name.slice('HTTP_'.length).replaceAll('_', '-'));
  if (name === 'QUERY_STRING') return { text: (record) => record.query };
  if (name === 'REQUEST_URI') return { text: (record) => record.target };
  if (name === 'PATH_INFO') return path;
  return {
    text: ({ environ }) => {
      const value = environ[name as `${string}.${string}`];
      return typeof value === 'string' ? value : undefined;
    },
  };
}

/** What a layer has left in `exchange.state` under `key`, where it is text. */
export function stateKey(key: string): Directive {
  return { text: ({ environ }) => stringAt(environ['tsgi.exchange'], key) };
}
