import type { Application, HeaderList, Outcome, Upgrade } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { served, type Served } from './served.ts';

const REQUEST = 'GET /chat HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: shout/1, whisper\r\n\r\n';

/** Leaves HTTP for `handler`, and keeps how the exchange ended. */
function leaving(handler: Parameters<Upgrade>[1], headers: HeaderList = [], ends: Outcome[] = []): Application {
  return (environ) => {
    environ['tsgi.exchange'].defer((outcome) => void ends.push(outcome));
    return environ['tsgi.upgrade']!(headers, handler);
  };
}

const echo: Parameters<Upgrade>[1] = ({ readable, writable }) => readable.pipeTo(writable);

/** The head of the 101, as lines. */
async function left(
  serving: Served,
  behind = '',
): Promise<{ client: Awaited<ReturnType<Served['client']>>; lines: string[] }> {
  const client = await serving.client();
  client.send(REQUEST + behind);
  return { client, lines: (await client.until('\r\n\r\n')).trimEnd().split('\r\n') };
}

test('joins the handler to both directions, with what stood behind the request', async () => {
  const ends: Outcome[] = [];
  await using serving = await served(leaving(echo, [['X-Room', '7']], ends));
  const { client, lines } = await left(serving, 'early ');
  expect(lines).toEqual(['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: shout/1', 'X-Room: 7']);
  expect(await client.until('early ')).toBe('early ');
  client.send('late');
  expect(await client.until('late')).toBe('late');
  client.end();
  expect(await client.ended()).toBe('end');
  expect(ends).toEqual([{ status: 101, bytes: 0 }]);
});

test('names the protocol that the application chose', async () => {
  await using serving = await served(leaving(echo, [['upgrade', 'whisper']]));
  const { client, lines } = await left(serving);
  expect(lines).toContain('Upgrade: whisper');
  client.end();
  await client.ended();
});

test('leaves HTTP later, too, and keeps what has come meanwhile', async () => {
  await using serving = await served(async (environ) => {
    await new Promise((resolve) => setImmediate(resolve));
    return environ['tsgi.upgrade']!([], echo);
  });
  const { client } = await left(serving, 'GET / HTTP/1.1\r\n\r\n');
  expect(await client.until('\r\n\r\n')).toBe('GET / HTTP/1.1\r\n\r\n');
  client.end();
  await client.ended();
});

test('ends the connection when an asynchronous handler is done', async () => {
  await using serving = await served(
    leaving(async ({ writable }) => {
      const writer = writable.getWriter();
      await writer.write(Buffer.from('bye'));
    }),
  );
  const { client } = await left(serving);
  expect(await client.until('bye')).toBe('bye');
  expect(await client.ended()).toBe('end');
});

test('fails the streams of a handler whose client has gone', async () => {
  const failure = Promise.withResolvers<unknown>();
  await using serving = await served(
    leaving(async ({ readable }) => {
      try {
        await readable.getReader().read();
      } catch (error) {
        failure.resolve(error);
      }
    }),
  );
  const { client } = await left(serving);
  client.reset();
  expect(await failure.promise).toMatchObject({ name: 'ClientDisconnected' });
});

test('reports a handler that fails, cuts the connection off, and tells what was deferred of it', async () => {
  const ends: Outcome[] = [];
  await using serving = await served(
    leaving(
      () => {
        throw new Error('no such room');
      },
      [],
      ends,
    ),
  );
  const { client } = await left(serving);
  await client.ended();
  expect(await serving.errors.next()).toMatch(/^GET \/chat HTTP\/1\.1: Error: no such room/);
  expect(ends).toMatchObject([{ status: 101, error: { message: 'no such room' } }]);
});

test('does not read from a client whose handler does not read', async () => {
  const opened = Promise.withResolvers<ReadableStream<Uint8Array>>();
  await using serving = await served(
    leaving(({ readable }) => {
      opened.resolve(readable);
    }),
  );
  const { client } = await left(serving);
  const total = 32 * 1024 * 1024;
  client.send(new Uint8Array(total));
  const readable = await opened.promise;
  // Much more than the kernel holds for the two sides cannot have left the client.
  await new Promise((resolve) => setImmediate(resolve));
  expect(client.stream.writableLength).toBeGreaterThan(0);
  client.end();
  let read = 0;
  for await (const bytes of readable as unknown as AsyncIterable<Uint8Array>) read += bytes.byteLength;
  expect(read).toBe(total);
});

test('is cut off by a server that closes and is not waited for', async () => {
  const ends: Outcome[] = [];
  await using serving = await served(leaving(echo, [], ends));
  const { client } = await left(serving);
  const closed = serving.server.close({ graceMs: 20 });
  await client.ended();
  await closed;
  expect(ends).toMatchObject([{ status: 101, error: { message: 'the server is closing' } }]);
});
