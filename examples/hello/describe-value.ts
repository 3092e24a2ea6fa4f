import { inspect } from 'node:util';

import type { Environ } from '@tsgi/contract';

import { type Html, html } from './html.ts';

/** The objects that the server provides, in words: what they hold is behind methods. */
const OBJECTS: Readonly<Record<string, (environ: Environ) => Html>> = {
  'tsgi.input': (environ) =>
    html`the request body, ${lengthOf(environ)}: <code>for await (const bytes of input)</code>, <code>limit(bytes)</code>, <code>close()</code>`,
  'tsgi.errors': () => html`where diagnostics go: <code>write(text)</code>, <code>flush()</code>`,
  'tsgi.exchange': ({ 'tsgi.exchange': { signal, state } }) =>
    html`this request and its response: <code>signal</code>, which is ${signal.aborted ? 'aborted' : 'not aborted'}; <code>state</code>, with ${String(state.size)} entries; <code>defer(fn)</code>, <code>waitUntil(promise)</code>`,
  'tsgi.informational': () => html`sends a 1xx response: <code>(status, headers)</code>`,
  'tsgi.trailers': () => html`sends trailer fields after the body: <code>(() => headers)</code>`,
  'tsgi.file_wrapper': () => html`makes a body of a file: <code>(path, { start, end })</code>`,
  'tsgi.upgrade': () => html`leaves HTTP for another protocol: <code>(headers, handler)</code>`,
};

/** What a reader can see of the value of `key`: a string as it would stand in a program, an object in words. */
export function describeValue(key: string, environ: Environ): Html {
  return OBJECTS[key]?.(environ) ?? html`<code>${inspect(environ[key as `${string}.${string}`], { depth: 1 })}</code>`;
}

function lengthOf(environ: Environ): string {
  if (environ.CONTENT_LENGTH !== undefined) return `${environ.CONTENT_LENGTH} bytes`;
  return environ.HTTP_TRANSFER_ENCODING === undefined ? 'empty' : 'of a length not known yet';
}
