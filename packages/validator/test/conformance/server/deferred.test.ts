import { deferred } from '../../../src/conformance/server/deferred.ts';
import { withExchange } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(deferred, {
  'runs deferred functions after the answer, the last one first': withExchange((exchange) => {
    const functions: (() => unknown)[] = [];
    exchange.defer(() => functions.forEach((fn) => fn()));
    return { defer: (fn: () => unknown) => functions.push(fn) };
  }),
  'waits for each deferred function before it runs the next': withExchange((exchange) => ({
    defer: (fn: () => unknown) => exchange.defer(() => void fn()),
  })),
  'goes on to the next deferred function where one throws, and reports it': withExchange((exchange) => ({
    defer: (fn: () => void) =>
      exchange.defer(() => {
        try {
          fn();
        } catch {
          // The fault: nobody hears of it.
        }
      }),
  })),
  'throws a TypeError where what is deferred is no function': withExchange(() => ({ defer: () => {} })),
  'reports what a promise given to waitUntil rejects with, and answers all the same': withExchange(() => ({
    waitUntil: (promise: Promise<unknown>) => void promise.catch(() => {}),
  })),
});
