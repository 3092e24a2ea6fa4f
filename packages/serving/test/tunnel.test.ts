import type { UpgradedConnection } from '@tsgi/contract';
import { expect, test, vi } from 'vitest';

import type { Departure } from '../src/answer-link.ts';
import { Tunnel, type TunnelLink } from '../src/tunnel.ts';

function tunnelTo(handler: Departure['handler']): { tunnel: Tunnel; notes: string[] } {
  const notes: string[] = [];
  const link: TunnelLink = {
    output: {
      ready: true,
      bytes: (bytes) => void notes.push(`sent ${Buffer.from(bytes).toString()}`),
      flush() {},
      whenReady: (waiter) => waiter(),
      end(sent) {
        notes.push('ended');
        sent();
      },
    },
    report: (error) => void notes.push(`reported ${String(error)}`),
    close: () => void notes.push('closed'),
    destroy: () => void notes.push('destroyed'),
  };
  const tunnel = new Tunnel({ pause: () => notes.push('pause'), resume: () => {} }, link);
  tunnel.run(handler);
  return { tunnel, notes };
}

async function read({ readable }: UpgradedConnection): Promise<void> {
  await readable.getReader().read();
}

test('carries both directions, and closes when the handler is done', async () => {
  const { tunnel, notes } = tunnelTo(async ({ readable, writable }) => {
    const writer = writable.getWriter();
    for await (const bytes of readable) await writer.write(bytes);
    await writer.close();
  });
  tunnel.receive(Buffer.from('a'));
  tunnel.end();
  await vi.waitFor(() => expect(notes).toEqual(['sent a', 'ended', 'closed']));
});

test('takes bytes alone, and says what it was given in their place', async () => {
  const { notes } = tunnelTo(async ({ writable }) => {
    await (writable as WritableStream<unknown>).getWriter().write('text');
  });
  await vi.waitFor(() =>
    expect(notes).toEqual([
      'reported TypeError: tsgi.upgrade: the writable stream takes Uint8Arrays, got "text"',
      'destroyed',
    ]),
  );
});

test('holds no more than a bound for a handler that does not read', () => {
  const { tunnel, notes } = tunnelTo(() => {});
  tunnel.receive(Buffer.alloc(65_536));
  expect(notes).toEqual(['pause']);
});

test('reports what the handler fails with, but not that the client has gone', async () => {
  const failed = tunnelTo(() => {
    throw new Error('no');
  });
  expect(failed.notes).toEqual(['reported Error: no', 'destroyed']);
  const gone = tunnelTo(read);
  gone.tunnel.close();
  await new Promise(setImmediate);
  expect(gone.notes).toEqual([]);
});
