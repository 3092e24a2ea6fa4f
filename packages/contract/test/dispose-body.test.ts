import { expect, test } from 'vitest';

import { disposeBody, type Body } from '@tsgi/contract';

test('calls Symbol.asyncDispose once, and gives its promise', async () => {
  let disposed = 0;
  const body: Body = Object.assign(['x'], {
    [Symbol.asyncDispose]: async () => {
      disposed++;
    },
  });
  const promise = disposeBody(body);
  expect(promise).toBeInstanceOf(Promise);
  await promise;
  expect(disposed).toBe(1);
});

test('calls Symbol.dispose, and gives no promise', () => {
  let disposed = 0;
  expect(disposeBody(Object.assign(['x'], { [Symbol.dispose]: () => disposed++ }))).toBeUndefined();
  expect(disposed).toBe(1);
});

test('prefers Symbol.asyncDispose, and then leaves the other (rule S33)', () => {
  const calls: string[] = [];
  void disposeBody(
    Object.assign(['x'], {
      [Symbol.dispose]: () => void calls.push('dispose'),
      [Symbol.asyncDispose]: async () => void calls.push('asyncDispose'),
    }),
  );
  expect(calls).toEqual(['asyncDispose']);
});

test('does nothing to a body that has neither, and does not iterate it', () => {
  expect(disposeBody(['x'])).toBeUndefined();
  const body: Body = {
    [Symbol.iterator]: () => {
      throw new Error('iterated');
    },
  };
  expect(disposeBody(body)).toBeUndefined();
});

test('calls the method on the body', () => {
  class Rows implements Iterable<string>, Disposable {
    open = true;
    *[Symbol.iterator](): Generator<string, undefined> {}
    [Symbol.dispose](): void {
      this.open = false;
    }
  }
  const rows = new Rows();
  void disposeBody(rows);
  expect(rows.open).toBe(false);
});

test('lets an error through, thrown or rejected', async () => {
  const failure = new Error('disk');
  const fail = (): never => {
    throw failure;
  };
  expect(() => disposeBody(Object.assign(['x'], { [Symbol.dispose]: fail }))).toThrow(failure);
  await expect(disposeBody(Object.assign(['x'], { [Symbol.asyncDispose]: async () => fail() }))).rejects.toBe(failure);
});

test('does not wait for a generator whose chunk never comes, and which has been told to end (rule S34)', () => {
  const body = (async function* () {
    await new Promise(() => {});
    yield 'never';
  })();
  void body.next();
  void body.return(undefined);
  expect(disposeBody(body)).toBeUndefined();
});

test('ends a generator that was never begun', async () => {
  const body = (async function* () {
    yield 'never';
  })();
  await disposeBody(body);
  await expect(body.next()).resolves.toEqual({ done: true, value: undefined });
});
