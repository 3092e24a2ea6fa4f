/** The head on the wire: the status and the fields, as they were given. */

import { answering, chunksLater, hello } from '../application-kinds.ts';
import { fieldOf } from '../answer.ts';
import { type AnyStart, expectAnswer, expectEqual, expectThat } from '../expectation.ts';
import { get } from '../request.ts';
import type { ServerCase } from '../server-case.ts';

export const headFields: readonly ServerCase[] = [
  {
    name: 'sends fields in their order, number and spelling',
    rules: ['S30'],
    needs: ['rawFields'],
    app: () =>
      answering(() => ['Hello'], {
        headers: [
          ['Set-Cookie', 'a=1'],
          ['x-lower', '1'],
          ['SET-COOKIE', 'b=2'],
          ['X-UPPER', '2'],
          ['Set-Cookie', 'a=1'],
        ],
      }),
    talk: async (stage) => {
      const { fields } = await stage.ask(get());
      const mine = fields
        .filter(([name]) => /^(?:set-cookie|x-)/i.test(name))
        .map(([name, value]) => `${name}: ${value}`);
      expectEqual(
        mine,
        ['Set-Cookie: a=1', 'x-lower: 1', 'SET-COOKIE: b=2', 'X-UPPER: 2', 'Set-Cookie: a=1'],
        'the fields',
      );
    },
  },
  {
    name: 'keeps several cookies apart',
    rules: ['S30'],
    app: () =>
      answering(() => ['Hello'], {
        headers: [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2; Expires=Thu, 01 Jan 2037 00:00:00 GMT'],
        ],
      }),
    talk: async (stage) => {
      const { fields } = await stage.ask(get());
      const cookies = fields.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value);
      expectEqual(cookies, ['a=1', 'b=2; Expires=Thu, 01 Jan 2037 00:00:00 GMT'], 'the cookies');
    },
  },
  {
    name: 'adds no fields but what framing, connection and Date need',
    rules: ['S30'],
    app: () => answering(({ PATH_INFO }) => (PATH_INFO === '/array' ? ['Hello'] : chunksLater('Hello'))),
    talk: async (stage) => {
      const needed = new Set(['date', 'content-length', 'transfer-encoding', 'connection', 'keep-alive']);
      for (const path of ['/array', '/stream']) {
        const { fields } = await stage.ask(get(path));
        const added = fields.map(([name]) => name.toLowerCase()).filter((name) => !needed.has(name));
        expectEqual(added, [], 'the fields that the server adds');
      }
    },
  },
  {
    name: 'sends field values byte for byte: Latin-1, tabs, several spaces, and nothing',
    rules: ['S30'],
    needs: ['rawFields'],
    app: () =>
      answering(() => ['Hello'], {
        headers: [
          ['X-Latin', 'caf\u00e9 \u00ff'],
          ['X-Blank', 'a\tb  c'],
          ['X-Empty', ''],
        ],
      }),
    talk: async (stage) => {
      const fields = { 'X-Latin': 'caf\u00e9 \u00ff', 'X-Blank': 'a\tb  c', 'X-Empty': '' };
      expectAnswer(await stage.ask(get()), { status: 200, text: 'Hello', fields });
    },
  },
  {
    name: 'sends Latin-1 in the head beside UTF-8 in the content',
    rules: ['S22', 'S30'],
    app: () => answering(() => ['\u00e9'], { headers: [['X-Latin', '\u00e9']] }),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { text: '\u00e9', fields: { 'X-Latin': '\u00e9', 'Content-Length': '2' } });
    },
  },
  {
    name: 'sends the reason phrase as it is, and an empty one',
    rules: ['S30'],
    needs: ['reason'],
    app: () => (environ, startResponse) => {
      startResponse(environ.PATH_INFO === '/none' ? '299 ' : '299 So  So!', []);
      return [];
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 299, reason: 'So  So!' });
      expectAnswer(await stage.ask(get('/none')), { status: 299, reason: '' });
    },
  },
  {
    name: 'sends any status from 200 to 599',
    rules: ['S7'],
    app: () => (environ, startResponse) => {
      startResponse(`${Number(environ.QUERY_STRING)} Any`, []);
      return ['Hello'];
    },
    talk: async (stage) => {
      for (const code of [200, 201, 299, 301, 399, 400, 418, 499, 500, 599]) {
        expectAnswer(await stage.ask(get(`/?${code}`)), { status: code, text: 'Hello' });
      }
    },
  },
  {
    name: 'adds a Date, in the form that HTTP has',
    rules: ['S31'],
    app: () => hello(),
    talk: async (stage) => {
      const date = fieldOf(await stage.ask(get()), 'date') ?? '(none)';
      const form = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
      expectThat(form.test(date), `a Date in the form of RFC 9110 §5.6.7, got ${date}`);
    },
  },
  {
    name: 'leaves a Date that is given alone, and adds none',
    rules: ['S31'],
    app: () => answering(() => ['Hello'], { headers: [['date', 'Thu, 01 Jan 1970 00:00:00 GMT']] }),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { fields: { Date: 'Thu, 01 Jan 1970 00:00:00 GMT' } });
    },
  },
  {
    name: 'takes header lists that are frozen, and leaves them alone',
    rules: ['S30'],
    app: () => {
      const headers = Object.freeze([Object.freeze(['X-Frozen', 'yes'] as const)]);
      return answering(() => ['Hello'], { headers });
    },
    talk: async (stage) => {
      for (let i = 0; i < 2; i++) expectAnswer(await stage.ask(get()), { status: 200, fields: { 'X-Frozen': 'yes' } });
    },
  },
  {
    name: 'is not moved by changes to a header list after it was given',
    rules: ['S4'],
    bare: true,
    app: () => (_environ, startResponse) => {
      const headers: [string, string][] = [['X-Head', 'given']];
      (startResponse as AnyStart)('200 OK', headers);
      headers[0]![1] = 'a\r\nb: changed';
      headers.push(['X-More', 'changed']);
      return ['Hello'];
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200, fields: { 'X-Head': 'given', 'X-More': undefined } });
    },
  },
];
