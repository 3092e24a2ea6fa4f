import { describe, expect, test } from 'vitest';

import type { Application, HeaderList } from '@tsgi/contract';
import { type TraceContextOptions, traceContext, traceOf } from '@tsgi/logging';
import { client, environ } from '@tsgi/testing';
import { declareTests, middlewareConformance } from '@tsgi/validator';

const TRACE = '12345678901234567890123456789012';
const CALLER = 'abcdef7890123456';
const parent = (flags = '01'): string => `00-${TRACE}-${CALLER}-${flags}`;

/** Answers with the fields that a request to another service would have. */
const calling: Application = (request, startResponse) => {
  const trace = traceOf(request);
  startResponse('200 OK', [['Content-Type', 'application/json']]);
  return [JSON.stringify({ ...trace.headers, parentId: trace.parentId })];
};

interface Outgoing {
  readonly traceparent: string;
  readonly tracestate?: string;
  readonly parentId?: string;
}

async function outgoing(headers: HeaderList, options: TraceContextOptions = {}): Promise<Outgoing> {
  const response = await client(traceContext(options)(calling)).get('/', { headers });
  return (await response.json()) as Outgoing;
}

test('continues a trace, with a span of its own', async () => {
  const { traceparent, tracestate, parentId } = await outgoing([
    ['traceparent', parent()],
    ['tracestate', 'foo=1,bar=2'],
  ]);
  expect(traceparent).toMatch(new RegExp(`^00-${TRACE}-[\\da-f]{16}-01$`));
  expect(traceparent).not.toContain(CALLER);
  expect({ tracestate, parentId }).toEqual({ tracestate: 'foo=1,bar=2', parentId: CALLER });
});

test('begins a trace where there is none', async () => {
  const first = await outgoing([]);
  const second = await outgoing([]);
  expect(first.traceparent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-03$/);
  expect(first.parentId).toBeUndefined();
  expect(second.traceparent.slice(3, 35)).not.toBe(first.traceparent.slice(3, 35));
});

test('gives every exchange of a trace a span of its own', async () => {
  const all = await Promise.all([1, 2, 3].map(() => outgoing([['traceparent', parent()]])));
  expect(new Set(all.map(({ traceparent }) => traceparent)).size).toBe(3);
});

test('leaves the ids where every layer finds them', async () => {
  let found: unknown;
  const app = traceContext()((request, startResponse) => {
    const { state } = request['tsgi.exchange'];
    const { traceId, spanId } = traceOf(request);
    found = [state.get('trace.id') === traceId, state.get('span.id') === spanId];
    return calling(request, startResponse);
  });
  await client(app).get('/');
  expect(found).toEqual([true, true]);
});

test('is synchronous around a synchronous application', () => {
  expect(traceContext()(calling)(environ(), () => {})).toBeInstanceOf(Array);
});

const list = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `bar${from + index}=${from + index}`).join(',');

// The cases of the W3C's test suite for Trace Context: what is sent, and what is to come out of it.
describe('the cases of the W3C', () => {
  const continues = true;
  const restarts = false;

  test.each<[string, HeaderList, boolean]>([
    ['a traceparent alone', [['traceparent', parent()]], continues],
    [
      'two of them',
      [
        ['traceparent', parent()],
        ['traceparent', parent()],
      ],
      restarts,
    ],
    ['a name with a dash', [['trace-parent', parent()]], restarts],
    ['a name with a dot', [['trace.parent', parent()]], restarts],
    ['a name in other letter case', [['TrAcEpArEnT', parent()]], continues],
    ['a name in upper case', [['TRACEPARENT', parent()]], continues],
    ['version 00 with a dot behind', [['traceparent', `${parent()}.`]], restarts],
    ['version 00 with more behind', [['traceparent', `${parent()}-what-the-future-will-be-like`]], restarts],
    ['version cc', [['traceparent', `cc${parent().slice(2)}`]], continues],
    [
      'version cc with more behind',
      [['traceparent', `cc${parent().slice(2)}-what-the-future-will-be-like`]],
      continues,
    ],
    [
      'version cc with a dot behind',
      [['traceparent', `cc${parent().slice(2)}.what-the-future-will-be-like`]],
      restarts,
    ],
    ['version ff', [['traceparent', `ff${parent().slice(2)}`]], restarts],
    ['a version that is no number', [['traceparent', `.0${parent().slice(2)}`]], restarts],
    ['a version that is half a number', [['traceparent', `0.${parent().slice(2)}`]], restarts],
    ['a version of three digits', [['traceparent', `0${parent()}`]], restarts],
    ['a version of four digits', [['traceparent', `00${parent()}`]], restarts],
    ['a version of one digit', [['traceparent', parent().slice(1)]], restarts],
    ['a trace that is zero', [['traceparent', `00-${'0'.repeat(32)}-${CALLER}-01`]], restarts],
    ['a trace that begins with a dot', [['traceparent', `00-.${TRACE.slice(1)}-${CALLER}-01`]], restarts],
    ['a trace that ends with a dot', [['traceparent', `00-${TRACE.slice(1)}.-${CALLER}-01`]], restarts],
    ['a trace of 33 digits', [['traceparent', `00-${TRACE}3-${CALLER}-01`]], restarts],
    ['a trace of 31 digits', [['traceparent', `00-${TRACE.slice(1)}-${CALLER}-01`]], restarts],
    ['a parent that is zero', [['traceparent', `00-${TRACE}-${'0'.repeat(16)}-01`]], restarts],
    ['a parent that begins with a dot', [['traceparent', `00-${TRACE}-.${CALLER.slice(1)}-01`]], restarts],
    ['a parent that ends with a dot', [['traceparent', `00-${TRACE}-${CALLER.slice(1)}.-01`]], restarts],
    ['a parent of 17 digits', [['traceparent', `00-${TRACE}-${CALLER}7-01`]], restarts],
    ['a parent of 15 digits', [['traceparent', `00-${TRACE}-${CALLER.slice(1)}-01`]], restarts],
    ['flags that begin with a dot', [['traceparent', parent('.0')]], restarts],
    ['flags that end with a dot', [['traceparent', parent('0.')]], restarts],
    ['flags of three digits', [['traceparent', parent('001')]], restarts],
    ['flags of one digit', [['traceparent', parent('1')]], restarts],
    ['spaces and tabs around it', [['traceparent', `\t ${parent()} \t`]], continues],
  ])('traceparent: %s', async (_, headers, expected) => {
    const { traceparent } = await outgoing(headers);
    expect(traceparent).toMatch(/^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-0[0-3]$/);
    expect(traceparent.slice(3, 35) === TRACE).toBe(expected);
  });

  const tenth = [list(10, 19), list(20, 29), list(30, 39)];

  test.each<[string, readonly string[], string | undefined]>([
    ['two members', ['foo=1,bar=2'], 'foo=1,bar=2'],
    ['an empty field', [''], undefined],
    ['an empty field behind', ['foo=1', ''], 'foo=1'],
    ['an empty field in front', ['', 'foo=1'], 'foo=1'],
    ['several fields', ['foo=1,bar=2', 'rojo=1,congo=2', 'baz=3'], 'foo=1,bar=2,rojo=1,congo=2,baz=3'],
    ['a key twice', ['foo=1,foo=1'], 'foo=1'],
    ['a key twice, with two values', ['foo=1,foo=2'], 'foo=1'],
    ['a key in two fields', ['foo=1', 'foo=2'], 'foo=1'],
    ['spaces and tabs', ['foo=1 \t , \t bar=2, \t baz=3'], 'foo=1,bar=2,baz=3'],
    ['tabs and spaces', ['foo=1\t \t,\t \tbar=2,\t \tbaz=3'], 'foo=1,bar=2,baz=3'],
    ['a key with a space', ['foo =1'], undefined],
    ['a key in upper case', ['FOO=1'], undefined],
    ['a key with a dot', ['foo.bar=1'], undefined],
    ['a key that ends with an at sign', ['foo@=1,bar=2'], 'foo@=1,bar=2'],
    ['a key that begins with an at sign', ['@foo=1,bar=2'], undefined],
    ['a key with two at signs', ['foo@@bar=1,bar=2'], 'foo@@bar=1,bar=2'],
    ['a key with at signs apart', ['foo@bar@baz=1,bar=2'], 'foo@bar@baz=1,bar=2'],
    ['32 members', [...tenth, list(40, 41)], [...tenth, list(40, 41)].join(',')],
    ['33 members', [...tenth, list(40, 42)], undefined],
    ['a key of 256 characters', ['foo=1', `${'z'.repeat(256)}=1`], `foo=1,${'z'.repeat(256)}=1`],
    ['a key of 257 characters', ['foo=1', `${'z'.repeat(257)}=1`], undefined],
    [
      'a long key with an at sign',
      [`${'t'.repeat(241)}@${'v'.repeat(14)}=1`],
      `${'t'.repeat(241)}@${'v'.repeat(14)}=1`,
    ],
    ['a value with an equals sign', ['foo=bar=baz'], undefined],
    ['a value that is empty', ['foo=,bar=3'], undefined],
  ])('tracestate: %s', async (_, fields, expected) => {
    const headers = fields.map((field) => ['tracestate', field] as const);
    const { traceparent, tracestate } = await outgoing([['traceparent', parent('00')], ...headers]);
    expect(traceparent.slice(3, 35)).toBe(TRACE);
    expect(tracestate).toBe(expected);
  });

  test('tracestate: without a traceparent', async () => {
    expect(await outgoing([['tracestate', 'foo=1']])).not.toHaveProperty('tracestate');
  });

  test.each(['trace-state', 'trace.state'])('tracestate: by the name %s', async (name) => {
    expect(
      await outgoing([
        ['traceparent', parent()],
        [name, 'foo=1'],
      ]),
    ).not.toHaveProperty('tracestate');
  });

  test('Level 2: passes on that the id is random', async () => {
    expect((await outgoing([['traceparent', parent('02')]])).traceparent).toMatch(/-02$/);
  });
});

describe('trustedProxies', () => {
  test('are those whose trace is continued', async () => {
    const headers: HeaderList = [
      ['traceparent', parent()],
      ['tracestate', 'foo=1'],
    ];
    expect((await outgoing(headers, { trustedProxies: ['loopback'] })).traceparent).toContain(TRACE);
    const stranger = await outgoing(headers, { trustedProxies: ['10.0.0.0/8'] });
    expect(stranger.traceparent).not.toContain(TRACE);
    expect(stranger).not.toHaveProperty('tracestate');
  });
});

describe('sampled', () => {
  test('is said of traces that begin here', async () => {
    expect((await outgoing([], { sampled: false })).traceparent).toMatch(/-02$/);
    expect((await outgoing([['traceparent', parent('00')]], { sampled: true })).traceparent).toMatch(/-00$/);
  });

  test('may depend on the request', async () => {
    const app = traceContext({ sampled: (request) => request.PATH_INFO === '/a' })(calling);
    const flags = async (path: string): Promise<string> =>
      ((await (await client(app).get(path)).json()) as Outgoing).traceparent.slice(-2);
    expect([await flags('/a'), await flags('/b')]).toEqual(['03', '02']);
  });
});

test('is named where it is missing', () => {
  expect(() => traceOf(environ())).toThrow(
    'traceOf(): put traceContext() into the stack, in front of this application',
  );
});

test.each([
  [{ sampled: 1 }, 'traceContext(): sampled must be a boolean or a function of the environ, got number'],
  [{ methods: [''] }, 'traceContext(): methods must be a list of names of methods, got [""]'],
  [
    { openTelemetry: {} },
    "traceContext(): openTelemetry must be what is imported from '@opentelemetry/api', got object",
  ],
  [{ trustedProxies: ['nobody'] }, 'got "nobody"'],
])('refuses %j', (options, message) => {
  expect(() => traceContext(options as never)).toThrow(message);
});

describe('conformance', () => {
  declareTests(middlewareConformance(traceContext()), { describe, test });
});
