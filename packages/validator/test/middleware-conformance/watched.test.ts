import { expect, test } from 'vitest';

import { HandServer } from '../../src/middleware-conformance/hand-server.ts';
import { watched } from '../../src/middleware-conformance/watched.ts';

test('answers with an observed body', async () => {
  const server = new HandServer();
  await server.serve(watched({ chunks: ['one'] }, { status: '201 Created' }));
  expect(server.head?.status).toBe('201 Created');
  expect(server.chunks).toEqual(['one']);
  expect(server.events).toContain('was disposed of');
});
