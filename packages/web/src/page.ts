import type { Application, HeaderList } from '@tsgi/contract';

import { Fragment } from './fragment.ts';
import { inMemory } from './in-memory.ts';
import { makeHead, type ResponseOptions } from './response-options.ts';

/** Options of `page`. */
export interface PageOptions extends ResponseOptions {
  /** Whether `<!doctype html>` goes before it: no for a part of a page. Default: true. */
  readonly doctype?: boolean;
}

const HEADERS: HeaderList = [['Content-Type', 'text/html; charset=utf-8']];
const DOCTYPE = '<!doctype html>\n';

/**
 * Answers with a fragment of HTML, which is sent as it comes where some of it is promised. A promise that fails then
 * ends the connection: the status is out already.
 * @throws {TypeError} for anything but a fragment: text is no HTML before somebody has said so.
 */
export function page(content: Fragment, options?: PageOptions): Application {
  if (!Fragment.is(content)) throw new TypeError(`page(): expected an html fragment, got ${typeof content}`);
  const head = makeHead(200, HEADERS, options);
  const start = options?.doctype === false ? '' : DOCTYPE;
  if (!content.isAsync) return inMemory(head, start + content.toString());
  return function streamedPage(_environ, startResponse) {
    startResponse(head.status, head.headers);
    return chunks(start, content);
  };
}

async function* chunks(start: string, content: Fragment): AsyncGenerator<string, undefined> {
  let before = start;
  for await (const chunk of content.chunks()) {
    yield before + chunk;
    before = '';
  }
}
