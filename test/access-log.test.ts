/** Records of exchanges agree with what a client saw that sees packets only, on every server. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { contestants, type Logged, type Served } from './access-log/contestant.ts';
import { PacketClient, takeApart } from './access-log/packet-client.ts';
import { Queue } from './access-log/queue.ts';

const never = (): boolean => false;

function ask(path: string, { method = 'GET', fields = [] as string[], content = '' } = {}): string {
  return [`${method} ${path} HTTP/1.1`, 'Host: h', ...fields, '', content].join('\r\n');
}

describe.each(contestants)('$name', ({ serve: start, upgrades, knowsSent }) => {
  const records = new Queue<Logged>();
  const called = new Queue<string>();
  let server: Served;

  beforeAll(async () => {
    server = await start({
      onRecord: (record) => records.push(record),
      onCalled: (path) => called.push(path),
    });
  }, 30_000);
  afterAll(() => server?.[Symbol.asyncDispose]());

  /** Sends requests in one write, and compares each record with what came. @returns the records. */
  async function expectAgreement(
    sent: readonly string[],
    outcome: string,
    enough: (text: string) => boolean,
  ): Promise<Logged[]> {
    using client = await PacketClient.connect(server.port, server.cert);
    client.send(sent.join(''));
    const methods = sent.map((request) => request.slice(0, request.indexOf(' ')));
    const received = takeApart(await client.until(enough), methods);
    const logged: Logged[] = [];
    for (const method of methods) {
      const record = await records.next();
      const answer = received[logged.length];
      logged.push(record);
      expect(record).toMatchObject({
        'http.request.method': method,
        'http.response.status_code': answer?.status,
        'http.response.body.size': answer?.bytes,
        'tsgi.outcome': outcome,
      });
      expect(record['tsgi.head.duration']).toBeLessThanOrEqual(record['http.server.request.duration']);
    }
    expect(received).toHaveLength(sent.length);
    return logged;
  }

  const close = { fields: ['Connection: close'] };

  test.each(['/complete', '/text', '/streamed', '/not-modified', '/no-content'])('%s is complete', async (path) => {
    await expectAgreement([ask(path, close)], 'complete', never);
  });

  test.each(['/complete', '/streamed'])('HEAD of %s is complete, and has no content', async (path) => {
    await expectAgreement([ask(path, { ...close, method: 'HEAD' })], 'complete', never);
  });

  test('content that is read is counted, in chunks too', async () => {
    const counted = ask('/echo', { method: 'POST', fields: ['Content-Length: 5'], content: 'Hello' });
    const chunked = ask('/echo', {
      method: 'POST',
      fields: ['Transfer-Encoding: chunked', 'Connection: close'],
      content: '5\r\nHello\r\n7\r\n, world\r\n0\r\n\r\n',
    });
    const [one, other] = await expectAgreement([counted, chunked], 'complete', never);
    expect([one, other].map((record) => record?.['http.request.body.size'])).toEqual([5, 12]);
  });

  test('/failing is failed', async () => {
    await expectAgreement([ask('/failing', close)], 'failed', never);
  });

  test('/failing-late is failed, and the record has what was sent of it, or what the runtime was given', async () => {
    using client = await PacketClient.connect(server.port, server.cert);
    client.send(ask('/failing-late', close));
    const [received = { status: 200, bytes: 0 }] = takeApart(await client.until(never), ['GET']);
    const record = await records.next();
    expect(record).toMatchObject({ 'http.response.status_code': received.status, 'tsgi.outcome': 'failed' });
    expect(record['http.response.body.size']).toBe(knowsSent ? received.bytes : 'one'.length);
    expect(received.bytes).toBeLessThanOrEqual('one'.length);
  });

  test('requests that come in one write have a record each, in order', async () => {
    const paths = ['/complete', '/streamed', '/not-modified', '/text', '/no-content', '/complete'];
    const asked = paths.map((path, index) => ask(path, index === paths.length - 1 ? close : {}));
    const logged = await expectAgreement(
      [...asked.slice(0, 2), ask('/complete', { method: 'HEAD' }), ...asked.slice(2)],
      'complete',
      never,
    );
    expect(logged.map((record) => record['url.path'])).toEqual(paths.toSpliced(2, 0, '/complete'));
  });

  test('a client that goes away before the head has seen nothing, and the record says so', async () => {
    using client = await PacketClient.connect(server.port, server.cert);
    client.send(ask('/left-early'));
    expect(await called.next()).toBe('/left-early');
    client.reset();
    const record = await records.next();
    expect(record).toMatchObject({ 'http.response.body.size': 0, 'tsgi.outcome': 'aborted' });
    expect(record).not.toHaveProperty(['http.response.status_code']);
    expect(record).not.toHaveProperty(['tsgi.head.duration']);
    expect(client.text).toBe('');
  });

  test('a client that goes away in the body has seen what the record says', async () => {
    using client = await PacketClient.connect(server.port, server.cert);
    client.send(ask('/left-late'));
    await client.until((text) => text.includes('two'));
    expect(await called.next()).toBe('/left-late');
    const [received] = takeApart(client.text, ['GET']);
    client.reset();
    expect(await records.next()).toMatchObject({
      'http.response.status_code': received?.status,
      'http.response.body.size': received?.bytes,
      'tsgi.outcome': 'aborted',
    });
    expect(received).toEqual({ status: 200, bytes: 6 });
  });

  test('a client that stops reading and goes away has been sent more than it saw, and less than there was', async () => {
    using client = await PacketClient.connect(server.port, server.cert);
    client.send(ask('/large'));
    await client.until((text) => text.length > 100_000);
    client.stopReading();
    const [received] = takeApart(client.text, ['GET']);
    client.reset();
    expect(await called.next()).toBe('/large');
    const record = await records.next();
    expect(record).toMatchObject({ 'http.response.status_code': 200, 'tsgi.outcome': 'aborted' });
    expect(record['http.response.body.size']).toBeGreaterThanOrEqual(received!.bytes);
    expect(record['http.response.body.size']).toBeLessThan(67_108_864);
  });

  test.each(upgrades ? ['echo'] : [])(
    'a connection that leaves HTTP for %s has one record, when it is closed',
    async (protocol) => {
      using client = await PacketClient.connect(server.port, server.cert);
      client.send(ask('/upgrade', { fields: ['Connection: Upgrade', `Upgrade: ${protocol}`] }));
      await client.until((text) => text.endsWith('\r\n\r\n'));
      client.send('ping');
      await client.until((text) => text.endsWith('ping'));
      const [received] = takeApart(client.text, ['GET']);
      client[Symbol.dispose]();
      const record = await records.next();
      expect(record).toMatchObject({
        'http.response.status_code': received?.status,
        'http.response.body.size': 0,
        'tsgi.outcome': 'complete',
      });
      expect(received?.status).toBe(101);
      expect(record['tsgi.head.duration']).toBeLessThanOrEqual(record['http.server.request.duration']);
    },
  );
});
