/** Whatever a client sends, a record is one line, and each field of it one field that reads back as what was sent. */

import { once } from 'node:events';
import { connect } from 'node:net';

import { type Application, compose } from '@tsgi/contract';
import { serve } from '@tsgi/server';
import { describe, expect, test } from 'vitest';

import { randomNumbers } from '../../../test/random-numbers.ts';
import { accessLog } from '../src/access-log.ts';
import type { AccessLogFormat } from '../src/record-writer.ts';
import { recordWriter } from '../src/record-writer.ts';
import { makeRecord } from './make-record.ts';

/** What forgers, terminals, shells, spreadsheets and parsers are fond of. */
const CONTROLS = ['\n', '\r\n', '\0', '\t', '\u000b', '\u001b[2J', '\u007f', '\u0085', '\u009b31m', '\u2028', '\u2029'];
const MARKS = [
  '"',
  "'",
  '\\',
  '\\"',
  '\\\\"',
  '[',
  ']',
  '{',
  '}',
  ' ',
  ',',
  ':',
  '%s',
  '%{a}i',
  '\\x0a',
  '\\u000a',
  '=',
  ';',
];
const LETTERS = [
  'ä',
  'ÿ',
  '你',
  '😀',
  '\ud800',
  '\ufeff',
  'a',
  'b',
  '-',
  '"} {"a":"',
  '" 200 5 "-" "',
  '] "GET / HTTP/1.1" 200 1',
];
const HOSTILE = [...CONTROLS, ...MARKS, ...LETTERS];

const FORMATS: readonly AccessLogFormat[] = [
  'common',
  'combined',
  'json',
  'dev',
  '%a %{c}a %h %l %u %t "%r" %m %U %q %H %s %b %B %D %T %{Referer}i "%{User-Agent}i" %{X}i %V %v %L %{a}C %{owner.name}e %{note}n %{Y}o',
  '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(m)s %(U)s %(q)s %(H)s %(s)s %(f)s "%(a)s" %({x}i)s %({y}o)s %({owner.name}e)s',
  ({ method, target, userAgent, user }) => `${method} ${target} ${userAgent} ${user}`,
];

const numbers = randomNumbers();
const hostile = (): string => {
  return Array.from({ length: 1 + numbers.below(12) }, () => HOSTILE[numbers.below(HOSTILE.length)]!).join('');
};

/** A record in which everything that can come from outside is hostile. */
function hostileRecord(text: () => string = hostile) {
  return makeRecord({
    environ: {
      REQUEST_METHOD: text(),
      REQUEST_URI: text(),
      PATH_INFO: `/${text()}`,
      QUERY_STRING: text(),
      SERVER_NAME: text(),
      SERVER_PROTOCOL: text(),
      REMOTE_ADDR: text(),
      REMOTE_USER: text(),
      HTTP_HOST: text(),
      HTTP_REFERER: text(),
      HTTP_USER_AGENT: text(),
      HTTP_COOKIE: `a=${text()}`,
      HTTP_X: text(),
      'owner.name': text(),
    },
    state: { 'http.route': text(), 'user.id': text(), 'request.id': text(), 'trace.id': text(), note: text() },
    head: ['200 OK', [['Y', text()]]],
    query: true,
    revealHeaders: ['Cookie'],
  });
}

describe(`with the seed ${numbers.seed}`, () => {
  test.each(FORMATS)('%s makes one line of visible characters', (format) => {
    const lines: string[] = [];
    const { write } = recordWriter({ format, sink: (line) => void lines.push(line) });
    for (let i = 0; i < 300; i++) write(hostileRecord());
    expect(lines).toHaveLength(300);
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(lines.filter((line) => /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(line))).toEqual([]);
    // A function may write in any script.
    expect(lines.filter((line) => typeof format === 'string' && /[^ -~]/.test(line))).toEqual([]);
  });

  test('the combined format reads back, field by field', () => {
    const { write } = recordWriter({ format: 'combined', sink: (line) => void lines.push(line) });
    const lines: string[] = [];
    for (let i = 0; i < 300; i++) {
      const record = hostileRecord();
      write(record);
      const fields = combinedFields(lines.pop()!);
      expect(fields?.map((field) => unescaped(field))).toEqual(
        [
          record.client,
          '-',
          record.user,
          undefined,
          `${record.method} ${record.target} ${record.protocol}`,
          '200',
          '5',
          record.referrer,
          record.userAgent,
        ].map((text, index) => (text === undefined ? unescaped(fields?.[index] ?? '') : asBytes(text))),
      );
    }
  });

  test('JSON reads back, field by field', () => {
    const { write } = recordWriter({ format: 'json', sink: (line) => void lines.push(line) });
    const lines: string[] = [];
    for (let i = 0; i < 300; i++) {
      const record = hostileRecord();
      write(record);
      expect(JSON.parse(lines.pop()!)).toMatchObject({
        'http.request.method': record.method,
        'url.path': record.path,
        'url.query': record.query,
        'http.route': record.route,
        'client.address': record.client,
        'user_agent.original': record.userAgent,
        'user.id': record.user,
        'request.id': record.requestId,
        'trace.id': record.traceId,
        'http.request.header.referer': [record.referrer],
      });
    }
  });
});

/** A line of the combined format, strictly: unquoted fields are words, quoted ones end at a quote that is not escaped. */
function combinedFields(line: string): string[] | undefined {
  const quoted = String.raw`"((?:[^"\\]|\\.)*)"`;
  const pattern = String.raw`^(\S+) (\S+) (\S+) \[([^\]]+)\] ${quoted} (\d{3}) (\d+|-) ${quoted} ${quoted}$`;
  return new RegExp(pattern).exec(line)?.slice(1);
}

/** What was escaped, one character a byte. */
function unescaped(text: string): string {
  return text.replaceAll(/\\(?:x([\da-f]{2})|(.))/g, (_, hex: string | undefined, char: string) => {
    return hex === undefined ? char : String.fromCharCode(Number.parseInt(hex, 16));
  });
}

/** The bytes that stand for a text: a character up to U+00FF is one, as in a header; others are UTF-8. */
function asBytes(text: string): string {
  return Array.from(text, (char) => (char <= 'ÿ' ? char : Buffer.from(char).toString('latin1'))).join('');
}

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['Hello'];
};

test('over a socket, hostile request lines and fields forge nothing, in no format', async () => {
  const lines: string[][] = FORMATS.map(() => []);
  const logged = compose(
    ...FORMATS.map((format, index) =>
      accessLog({ format, sink: (line) => void lines[index]!.push(line), query: true }),
    ),
  );
  await using server = await serve(logged(hello), { port: 0 });
  const bytes = Array.from({ length: 128 }, (_, i) => String.fromCharCode(0x80 + i)).join('');
  const sent = [
    `GET /${bytes} HTTP/1.1\r\nHost: h\r\n\r\n`,
    `GET /"%22\\%0a%0d?"\\ HTTP/1.1\r\nHost: h\r\n\r\n`.replace('\\ HTTP', '\\\\ HTTP'),
    `GET / HTTP/1.1\r\nHost: h\r\nUser-Agent: a" 200 5 "-" "forged\t${bytes}\r\nReferer: "\\"\\\r\n\r\n`,
    `G'E|T / HTTP/1.1\r\nHost: h\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`,
  ];
  const socket = connect({ port: server.port, host: '127.0.0.1' });
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => (received += text));
  socket.write(sent.join(''), 'latin1');
  await once(socket, 'close');
  expect(received.match(/HTTP\/1\.1 200/g)).toHaveLength(sent.length);
  for (const written of lines) {
    expect(written).toHaveLength(sent.length);
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(written.filter((line) => /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(line))).toEqual([]);
  }
  const asJson = lines[FORMATS.indexOf('json')]!.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(asJson.map((record) => record['user_agent.original'])[2]).toBe(`a" 200 5 "-" "forged\t${bytes}`);
  const fields = lines[FORMATS.indexOf('combined')]!.map((line) =>
    combinedFields(line)?.map((field) => unescaped(field)),
  );
  expect(fields.map((each) => each?.[4])).toEqual(sent.map((request) => request.slice(0, request.indexOf('\r\n'))));
  expect(fields[2]?.slice(7)).toEqual(['"\\"\\', `a" 200 5 "-" "forged\t${bytes}`]);
});
