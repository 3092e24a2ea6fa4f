/** Request ids, traces, timings and metrics tell of an exchange what a client saw of it, on every server. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Family, parseExposition, type Sample } from '../packages/logging/test/parse-exposition.ts';
import { contestants, type Entry, type Logged, type Served } from './access-log/contestant.ts';
import { PacketClient } from './access-log/packet-client.ts';
import { Queue } from './access-log/queue.ts';

const DURATION = 'http_server_request_duration_seconds';
const SIZE = 'http_server_response_body_size_bytes';
const ACTIVE = 'http_server_active_requests';

interface Answer {
  readonly content: string;
  readonly field: (name: string) => string | undefined;
}

describe.each(contestants)('$name', ({ serve: start }) => {
  const records = new Queue<Logged>();
  const called = new Queue<string>();
  const entries: Entry[] = [];
  let server: Served;

  beforeAll(async () => {
    server = await start({
      onRecord: (record) => records.push(record),
      onEntry: (entry) => entries.push(entry),
      onCalled: (path) => called.push(path),
    });
  }, 30_000);
  afterAll(() => server?.[Symbol.asyncDispose]());

  async function ask(path: string, ...fields: string[]): Promise<Answer> {
    using client = await PacketClient.connect(server.port, server.cert);
    client.send([`GET ${path} HTTP/1.1`, 'Host: h', 'Connection: close', ...fields, '', ''].join('\r\n'));
    const received = await client.until(() => false);
    const end = received.indexOf('\r\n\r\n');
    const lines = received.slice(0, end).split('\r\n');
    return {
      content: received.slice(end + 4),
      field(name) {
        const prefix = `${name.toLowerCase()}: `;
        return lines.find((line) => line.toLowerCase().startsWith(prefix))?.slice(prefix.length);
      },
    };
  }

  async function scrape(): Promise<{ text: string; families: Map<string, Family> }> {
    const { content } = await ask('/metrics');
    // Of chunks their sizes are taken off.
    const text = content.startsWith('#') ? content : content.replaceAll(/(?:^|\r\n)[\da-f]+\r\n(?:\r\n$)?/gi, '');
    return { text, families: parseExposition(text, 'prometheus') };
  }

  /** What was counted under these labels. */
  async function count(name: string, labels: Sample['labels']): Promise<number> {
    const { families } = await scrape();
    const samples = families
      .get(name)
      ?.samples.filter(
        (sample) =>
          (sample.name === name || sample.name === `${name}_count`) &&
          Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      );
    return (samples ?? []).reduce((sum, { value }) => sum + value, 0);
  }

  test('the id in the answer is that of the record, and not what a stranger has sent', async () => {
    const { field } = await ask('/users/7', 'X-Request-Id: forged');
    const id = field('X-Request-Id');
    expect(id).toMatch(/^[\da-f]{32}$/);
    expect(await records.next()).toMatchObject({ 'request.id': id });
    const other = await ask('/users/7');
    expect(await records.next()).toMatchObject({ 'request.id': other.field('X-Request-Id') });
    expect(other.field('X-Request-Id')).not.toBe(id);
  });

  test('a trace is continued, and the record belongs to it', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const parentId = 'b7ad6b7169203331';
    const { content } = await ask('/users/7', `traceparent: 00-${traceId}-${parentId}-01`);
    const record = await records.next();
    expect(record).toMatchObject({ 'trace.id': traceId });
    expect(record['span.id']).toMatch(/^[\da-f]{16}$/);
    expect(content).toContain(JSON.stringify({ spanId: record['span.id'], parentId }));
  });

  test('what the program logs far from an environ has the ids of its exchange, also beside others', async () => {
    entries.length = 0;
    const answers = await Promise.all(['a', 'b', 'c'].map((id) => ask(`/users/${id}`)));
    const logged = [await records.next(), await records.next(), await records.next()];
    expect(entries).toHaveLength(3);
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      const record = logged.find((each) => each['url.path'] === `/users/${id}`)!;
      expect(record['request.id']).toBe(answers[index]!.field('X-Request-Id'));
      expect(entries).toContainEqual(
        expect.objectContaining({
          message: 'found',
          id,
          'request.id': record['request.id'],
          'trace.id': record['trace.id'],
          'span.id': record['span.id'],
        }),
      );
    }
  });

  test('a trace that is malformed is begun anew', async () => {
    await ask('/users/7', `traceparent: 00-${'0'.repeat(32)}-b7ad6b7169203331-01`);
    const record = await records.next();
    expect(record['trace.id']).toMatch(/^(?!0{32})[\da-f]{32}$/);
  });

  test.each(['/users/7', '/streamed'])('Server-Timing arrives with %s', async (path) => {
    const { field } = await ask(path);
    await records.next();
    expect(field('Server-Timing')).toMatch(
      path === '/streamed' ? /^total;dur=\d+(?:\.\d+)?$/ : /^db;dur=12\.5, total;dur=\d+(?:\.\d+)?$/,
    );
  });

  test('exchanges are counted by their route, never by their path', async () => {
    const labels = { http_request_method: 'GET', http_response_status_code: '200', http_route: '/users/:id' };
    const before = [await count(DURATION, labels), await count(SIZE, labels)] as const;
    for (const path of ['/users/secret-1', '/users/secret-2', '/complete', '/users/secret-3']) {
      await ask(path);
      expect(await records.next()).toMatchObject({ 'url.path': path });
    }
    expect(await count(DURATION, labels)).toBe(before[0] + 3);
    expect(await count(SIZE, labels)).toBe(before[1] + 3);
    const { text } = await scrape();
    expect(text).not.toMatch(/secret|complete/);
  });

  test('what fails is counted with its error', async () => {
    const labels = { http_response_status_code: '500', error_type: 'RangeError' };
    const before = await count(DURATION, labels);
    await ask('/failing');
    expect(await records.next()).toMatchObject({ 'error.type': 'RangeError' });
    expect(await count(DURATION, labels)).toBe(before + 1);
  });

  test('what is being answered is counted until it is over, also where the client goes away', async () => {
    const labels = { error_type: 'ClientDisconnected' };
    const before = await count(DURATION, labels);
    expect(await count(ACTIVE, {})).toBe(0);
    using client = await PacketClient.connect(server.port, server.cert);
    client.send('GET /left-early HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(await called.next()).toBe('/left-early');
    expect(await count(ACTIVE, {})).toBe(1);
    client.reset();
    expect(await records.next()).toMatchObject({ 'tsgi.outcome': 'aborted', 'error.type': 'ClientDisconnected' });
    expect(await count(ACTIVE, {})).toBe(0);
    expect(await count(DURATION, labels)).toBe(before + 1);
  });
});
