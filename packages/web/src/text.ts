import type { Application, HeaderList } from '@tsgi/contract';

import { inMemory } from './in-memory.ts';
import { makeHead, type ResponseOptions } from './response-options.ts';

const HEADERS: HeaderList = [['Content-Type', 'text/plain; charset=utf-8']];

/** Answers with plain text, in UTF-8. */
export function text(content: string, options?: ResponseOptions): Application {
  return inMemory(makeHead(200, HEADERS, options), content);
}
