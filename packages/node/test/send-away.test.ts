import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';

import { afterEach, expect, test, vi } from 'vitest';

import { sendAway } from '../src/send-away.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Both sides of a connection, of which the client's stays open until it is ended. */
async function connected(): Promise<{ own: Socket; client: Socket } & AsyncDisposable> {
  const server = net.createServer({ allowHalfOpen: true });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const client = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const [own] = (await once(server, 'connection')) as [Socket];
  own.on('error', () => {});
  client.on('error', () => {});
  return {
    own,
    client,
    async [Symbol.asyncDispose]() {
      client.destroy();
      own.destroy();
      await once(server.close(), 'close');
    },
  };
}

test('sends an answer and ends its side, and is done when the client has ended the other', async () => {
  await using connection = await connected();
  const { own, client } = connection;
  sendAway(own, 'bye');
  let said = '';
  client.on('data', (bytes) => (said += String(bytes)));
  await once(client, 'end');
  client.end('what nobody reads');
  await once(own, 'close');
  expect(said).toBe('bye');
});

test('cuts off a client that does not end its side', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await using connection = await connected();
  const { own, client } = connection;
  sendAway(own);
  await once(client.resume(), 'end');
  expect(own.destroyed).toBe(false);
  const closed = once(own, 'close');
  vi.advanceTimersByTime(5000);
  await closed;
  expect(own.destroyed).toBe(true);
});
