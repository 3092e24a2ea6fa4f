import { once } from 'node:events';
import http2 from 'node:http2';
import { text } from 'node:stream/consumers';

import { describe, expect, test } from 'vitest';

import { selfSigned } from '../../server/test/self-signed.ts';
import { serve, UNABLE } from '../src/bun.ts';
import { describeRuntime } from './describe-runtime.ts';
import { servedIn } from './served-in-runtime.ts';

const app = (): [] => [];

describeRuntime('bun', serve, UNABLE);

test('refuses a time that is beyond what the clock of Bun can count', async () => {
  await expect(serve(app, { timeouts: { idleMs: 256_000 } })).rejects.toThrow(
    new TypeError('serve(): timeouts.idleMs must be at most 255000, or Infinity, on Bun, got 256000'),
  );
  await expect(serve(app, { timeouts: { idleMs: Infinity } })).rejects.toThrow('there is no Bun here');
});

describe('with http2', () => {
  test.each(['http', 'https'])('serves HTTP/2 over %s beside HTTP/1.1, and closes', async (scheme) => {
    const { key, cert } = selfSigned();
    using served = servedIn('bun', { port: 0, http2: true, ...(scheme === 'https' && { tls: { key, cert } }) });
    const { url, port } = await served.next();
    const session = http2.connect(url!, { ca: cert });
    const request = session.request({ ':method': 'POST', ':path': '/close' }).end('content');
    const [fields] = (await once(request, 'response')) as [http2.IncomingHttpHeaders];
    expect(fields[':status']).toBe(200);
    expect(JSON.parse(await text(request))).toMatchObject({
      scheme,
      HTTP_HOST: `127.0.0.1:${port}`,
      content: 'content',
    });
    expect(await served.next()).toEqual({ closed: true });
    session.destroy();
  });

  test('serves none without it', async () => {
    const { key, cert } = selfSigned();
    using served = servedIn('bun', { port: 0, tls: { key, cert } });
    const { url } = await served.next();
    const [error] = (await once(http2.connect(url!, { ca: cert }), 'error')) as [Error];
    expect(error).toBeInstanceOf(Error);
  });

  test('is a boolean', async () => {
    await expect(serve(app, { http2: 'h2' as never })).rejects.toThrow('serve(): http2 must be a boolean, got "h2"');
  });
});
