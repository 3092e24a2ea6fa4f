/** An environ as a server gives it, for what takes one from outside of an exchange. */

import type { Environ } from '@tsgi/contract';

export function environOf(keys: Partial<Environ> = {}, content: readonly string[] = []): Environ {
  const input = {
    async *[Symbol.asyncIterator]() {
      for (const text of content) yield new TextEncoder().encode(text);
    },
    limit() {},
    close() {},
  };
  const exchange = { signal: new AbortController().signal };
  return { REQUEST_METHOD: 'GET', HTTP_HOST: 'h', 'tsgi.input': input, 'tsgi.exchange': exchange, ...keys } as Environ;
}
