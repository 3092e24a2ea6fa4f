import type { Input } from '@tsgi/contract';

import { withEnviron } from './faults.ts';

/** Changes the input that the application is given. */
export function withInput(change: (input: Input) => Partial<Input>): ReturnType<typeof withEnviron> {
  return withEnviron((environ) => {
    const input = environ['tsgi.input'] as Input;
    environ['tsgi.input'] = {
      [Symbol.asyncIterator]: () => input[Symbol.asyncIterator](),
      limit: (bytes: number) => input.limit(bytes),
      close: () => input.close(),
      ...change(input),
    };
  });
}

/** Gives the content only when all of it is there, and as often as it is asked for. */
export const collectedInput: ReturnType<typeof withEnviron> = withInput((input) => {
  const chunks = (async () => Array.fromAsync({ [Symbol.asyncIterator]: () => input[Symbol.asyncIterator]() }))();
  return {
    async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, undefined> {
      yield* await chunks;
    },
  };
});
