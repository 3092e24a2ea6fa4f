/** Requests that are well-formed, and what a decoder tells of them. */

import type { DecoderLimits } from '../../src/codec/request-decoder.ts';
import type { DecoderEvent } from './event-log.ts';

/** Bytes, one a character, with what comes of them: of heads, the properties that the example is about. */
export interface AcceptedRequest {
  readonly name: string;
  readonly wire: string;
  readonly events: readonly DecoderEvent[];
  readonly limits?: Partial<DecoderLimits>;
}

/** A `GET` with these header lines beside `Host`. */
export const get = (...lines: string[]): string =>
  `GET / HTTP/1.1\r\nHost: h\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

/** A `POST` with `Host`, these header lines, and then `rest`. */
export const post = (lines: string, rest: string): string => `POST / HTTP/1.1\r\nHost: h\r\n${lines}\r\n\r\n${rest}`;

/** A chunked `POST` whose content is `rest`. */
export const chunked = (rest: string): string => post('Transfer-Encoding: chunked', rest);

const end: DecoderEvent = { end: true };
const head = (properties: Record<string, unknown> = {}): DecoderEvent => ({ head: properties });
const target = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`;

/** A request without content, and some properties of its head. */
const bare = (name: string, wire: string, properties: Record<string, unknown>): AcceptedRequest => ({
  name,
  wire,
  events: [head(properties), end],
});

/** A chunked request, and its content. */
const coded = (name: string, rest: string, content: string, limits?: Partial<DecoderLimits>): AcceptedRequest => ({
  name,
  wire: chunked(rest),
  events: [head({ contentLength: -1 }), ...(content === '' ? [] : [{ content }]), end],
  ...(limits && { limits }),
});

export const acceptedRequests: readonly AcceptedRequest[] = [
  bare('the simplest request', 'GET / HTTP/1.1\r\nHost: h\r\n\r\n', {
    REQUEST_METHOD: 'GET',
    REQUEST_URI: '/',
    SCRIPT_NAME: '',
    PATH_INFO: '/',
    QUERY_STRING: '',
    SERVER_PROTOCOL: 'HTTP/1.1',
    HTTP_HOST: 'h',
    http11: true,
    keepAlive: true,
    contentLength: 0,
    expectsContinue: false,
  }),

  // The request line
  bare('a method of its own, in its letter case', 'm-SEARCH! / HTTP/1.1\r\nHost: h\r\n\r\n', {
    REQUEST_METHOD: 'm-SEARCH!',
  }),
  bare('a few empty lines before the request', `\r\n\r\n\r\n\r\n${get()}`, { REQUEST_METHOD: 'GET' }),
  bare('a query', target('/a%2fb?c=%zz&d?e/../f'), {
    REQUEST_URI: '/a%2fb?c=%zz&d?e/../f',
    PATH_INFO: '/a%2Fb',
    QUERY_STRING: 'c=%zz&d?e/../f',
  }),
  bare('a path that becomes canonical', target('/a/%2e%2e/%61dmin'), {
    REQUEST_URI: '/a/%2e%2e/%61dmin',
    PATH_INFO: '/admin',
  }),
  bare('bytes beyond ASCII in a path and a query', target('/\xe4\xbd\xa0?\xe5\xa5\xbd'), {
    REQUEST_URI: '/\xe4\xbd\xa0?\xe5\xa5\xbd',
    PATH_INFO: '/%E4%BD%A0',
    QUERY_STRING: '%E5%A5%BD',
  }),
  bare('a target that looks like an authority', target('//evil.example/a'), { PATH_INFO: '//evil.example/a' }),
  bare('the target in absolute form, whose authority takes the place of Host', target('http://other:81/a?b'), {
    REQUEST_URI: 'http://other:81/a?b',
    PATH_INFO: '/a',
    QUERY_STRING: 'b',
    HTTP_HOST: 'other:81',
  }),
  bare('the absolute form without a path', target('HTTP://other?q'), {
    PATH_INFO: '/',
    QUERY_STRING: 'q',
    HTTP_HOST: 'other',
  }),
  bare('OPTIONS *', 'OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n', { PATH_INFO: '', REQUEST_URI: '*', QUERY_STRING: '' }),
  {
    name: 'a request line of the most bytes',
    wire: target('/aaa'),
    limits: { requestLineBytes: 17 },
    events: [head(), end],
  },

  // HTTP/1.0
  bare('HTTP/1.0 without Host, which closes', 'GET / HTTP/1.0\r\n\r\n', {
    SERVER_PROTOCOL: 'HTTP/1.0',
    http11: false,
    keepAlive: false,
  }),
  bare('HTTP/1.0 that stays open', 'GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n', { keepAlive: true }),
  bare('HTTP/1.0 with an expectation, which it does not know', 'GET / HTTP/1.0\r\nExpect: tea\r\n\r\n', {
    expectsContinue: false,
    HTTP_EXPECT: 'tea',
  }),
  {
    name: 'HTTP/1.0 with content',
    wire: 'POST / HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nab',
    events: [head({ contentLength: 2, expectsContinue: false }), { content: 'ab' }, end],
  },

  // Connection
  ...(
    [
      ['close', false],
      ['Close', false],
      ['keep-alive', true],
      ['upgrade', true],
      ['keep-alive, close', false],
      ['upgrade ,\tCLOSE', false],
      ['closed', true],
      ['close\xa0', true],
      ['', true],
    ] as const
  ).map(([value, keepAlive]) =>
    bare(`Connection: ${JSON.stringify(value)}`, get(`Connection: ${value}`), { keepAlive }),
  ),
  bare('Connection in two fields', get('connection: upgrade', 'CONNECTION: close'), {
    keepAlive: false,
    HTTP_CONNECTION: 'upgrade, close',
  }),

  // Fields
  bare('blanks around a value, and none within it lost', get('A: \t b \t c\t ', 'B:', 'C: \t', 'D:x'), {
    HTTP_A: 'b \t c',
    HTTP_B: '',
    HTTP_C: '',
    HTTP_D: 'x',
  }),
  bare('bytes beyond ASCII in a value', get('A: \x80\xff'), { HTTP_A: '\x80\xff' }),
  bare('colons in a value', get('A::b: c'), { HTTP_A: ':b: c' }),
  bare(
    'repeated fields, joined in order',
    get('Accept: a', 'X-Own: 1', 'accept: b', 'x-oWN: 2', 'ACCEPT:', 'X-own: 3'),
    {
      HTTP_ACCEPT: 'a, b, ',
      HTTP_X_OWN: '1, 2, 3',
    },
  ),
  bare('repeated cookies, joined as cookies are', get('Cookie: a=1', 'Accept: x', 'cookie: b=2; c=3'), {
    HTTP_COOKIE: 'a=1; b=2; c=3',
  }),
  bare('a content type, under its own key alone', get('Content-Type: text/plain'), {
    CONTENT_TYPE: 'text/plain',
    HTTP_CONTENT_TYPE: undefined,
  }),
  bare('an empty content type, which is none', get('Content-Type:'), { CONTENT_TYPE: undefined }),
  bare('an empty content type before another', get('Content-Type:', 'Content-Type: a/b', 'Content-Type: '), {
    CONTENT_TYPE: 'a/b',
  }),
  bare(
    'names with _, which are left out',
    get('X_User: root', 'X-User: guest', '_: x', '__Proto__: x', 'Content_Type: x'),
    {
      HTTP_X_USER: 'guest',
      HTTP__: undefined,
      HTTP___PROTO__: undefined,
      HTTP_CONTENT_TYPE: undefined,
      CONTENT_TYPE: undefined,
    },
  ),
  bare(
    'names with _ that look like framing, which are left out',
    get('Content_Length: 5', 'Transfer_Encoding: chunked', 'Ho_st: x'),
    {
      contentLength: 0,
      CONTENT_LENGTH: undefined,
      HTTP_CONTENT_LENGTH: undefined,
      HTTP_TRANSFER_ENCODING: undefined,
    },
  ),
  bare('names that objects have, too', get('constructor: a', 'toString: b', 'hasOwnProperty: c', 'constructor: d'), {
    HTTP_CONSTRUCTOR: 'a, d',
    HTTP_TOSTRING: 'b',
    HTTP_HASOWNPROPERTY: 'c',
  }),
  bare("names of a token's other characters", get("!#$%&'*+.^`|~9: x"), { "HTTP_!#$%&'*+.^`|~9": 'x' }),
  {
    name: 'as many fields as there may be',
    wire: get('A: b', 'C: d'),
    limits: { headerCount: 3 },
    events: [head({ HTTP_C: 'd' }), end],
  },
  {
    name: 'as many bytes of fields as there may be',
    wire: get('A: b'),
    limits: { headerBytes: 17 },
    events: [head({ HTTP_A: 'b' }), end],
  },

  // Host
  ...[
    '',
    'h:',
    'H.example:8002',
    '127.0.0.1',
    '[::1]:8002',
    '[2001:db8::1]',
    '[::ffff:1.2.3.4]:1',
    "a-b_c~!$&'()*+,;=.%41",
  ].map((host) => bare(`Host: ${host}`, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`, { HTTP_HOST: host })),

  // Content with a length
  {
    name: 'content with a length',
    wire: post('Content-Length: 5', 'a\r\n\0b'),
    events: [
      head({ contentLength: 5, CONTENT_LENGTH: '5', HTTP_CONTENT_LENGTH: undefined }),
      { content: 'a\r\n\0b' },
      end,
    ],
  },
  bare('content of length 0', post('Content-Length: 0', ''), { contentLength: 0, CONTENT_LENGTH: '0' }),
  {
    name: 'a length with zeros before it, which has one meaning',
    wire: post('Content-Length: 0003', 'abc'),
    events: [head({ contentLength: 3 }), { content: 'abc' }, end],
  },
  {
    name: 'the most content',
    wire: post('Content-Length: 3', 'abc'),
    limits: { bodyBytes: 3 },
    events: [head(), { content: 'abc' }, end],
  },
  {
    name: 'content with GET, which is content like any other',
    wire: `${get('Content-Length: 1')}a`,
    events: [head({ contentLength: 1 }), { content: 'a' }, end],
  },
  {
    name: 'content that is a request',
    wire: post(`Content-Length: ${get().length}`, get() + get('A: b')),
    events: [head(), { content: get() }, end, head({ HTTP_A: 'b' }), end],
  },
  {
    name: 'content that is waited with',
    wire: post('Content-Length: 1\r\nExpect: 100-Continue', 'a'),
    events: [head({ expectsContinue: true }), { content: 'a' }, end],
  },
  bare('an expectation without content', get('Expect: 100-continue'), { expectsContinue: false }),
  {
    name: 'content that is not complete',
    wire: post('Content-Length: 3', 'a'),
    events: [head(), { content: 'a' }, { unfinished: 'content' }],
  },
  {
    name: 'content that has not begun',
    wire: post('Content-Length: 3', ''),
    events: [head(), { unfinished: 'content' }],
  },

  // Chunked content
  coded('no chunk but the last', '0\r\n\r\n', ''),
  coded('several chunks', '3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n', 'abcd'),
  coded('a size in both letter cases', 'a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n', '01234567890123456789'),
  coded('a size with zeros before it, and a last chunk of several', '0000000000003\r\nabc\r\n0000\r\n\r\n', 'abc'),
  coded('line ends and sizes in the data', '7\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n', '\r\n0\r\n\r\n'),
  coded('extensions', '1;a\r\nx\r\n1;b="c\t;\x80"; d=e \r\ny\r\n0;last\r\n\r\n', 'xy'),
  coded('as many bytes of extensions as there may be, over all chunks', '1;ab\r\nx\r\n0;c\r\n\r\n', 'x', {
    chunkExtensionBytes: 5,
  }),
  coded('trailer fields, which are dropped', '0\r\nX-Sum: 1\r\nX-Empty:\r\n\r\n', ''),
  coded('as many bytes of trailer fields as there may be', `0\r\nA: ${'b'.repeat(39)}\r\n\r\n`, '', {
    headerBytes: 46,
  }),
  coded('as many trailer fields as there may be', '0\r\nA: 1\r\nB: 2\r\n\r\n', '', { headerCount: 2 }),
  ...['chunked', 'Chunked', 'CHUNKED', '\tchunked \t'].map((coding): AcceptedRequest => ({
    name: `Transfer-Encoding: ${JSON.stringify(coding)}`,
    wire: post(`transfer-ENCODING:${coding}`, '1\r\nx\r\n0\r\n\r\n'),
    events: [head({ contentLength: -1 }), { content: 'x' }, end],
  })),
  {
    name: 'chunked content that is waited with',
    wire: post('Transfer-Encoding: chunked\r\nExpect: 100-continue', '0\r\n\r\n'),
    events: [head({ expectsContinue: true, CONTENT_LENGTH: undefined }), end],
  },
  ...[
    '',
    '5',
    '5\r',
    '5\r\n',
    '5\r\nab',
    '5\r\nabcde',
    '5\r\nabcde\r',
    '0\r\n',
    '0\r\n\r',
    '0\r\nA',
    '0\r\nA: b\r\n',
  ].map((rest): AcceptedRequest => ({
    name: `chunked content that stops after ${JSON.stringify(rest)}`,
    wire: chunked(rest),
    events: [
      head(),
      ...(rest.includes('a') ? [{ content: rest.replaceAll(/[^a-z]/g, '') }] : []),
      { unfinished: 'content' },
    ],
  })),

  // One after another
  { name: 'nothing', wire: '', events: [] },
  { name: 'an empty line, which is no head yet', wire: '\r\n', events: [] },
  { name: 'a part of an empty line', wire: '\r', events: [] },
  ...['G', 'GET / HTTP/1.1', 'GET / HTTP/1.1\r', 'GET / HTTP/1.1\r\nHost', get().slice(0, -1)].map(
    (wire): AcceptedRequest => ({
      name: `a head that stops after ${JSON.stringify(wire)}`,
      wire,
      events: [{ unfinished: 'head' }],
    }),
  ),
  {
    name: 'requests behind one another, with empty lines between',
    wire: `${get('A: 1')}${post('Content-Length: 2', 'ab')}\r\n${chunked('1\r\nc\r\n0\r\n\r\n')}\r\n\r\n${get('A: 2')}`,
    events: [
      head({ HTTP_A: '1' }),
      end,
      head({ HTTP_A: undefined }),
      { content: 'ab' },
      end,
      head(),
      { content: 'c' },
      end,
      head({ HTTP_A: '2' }),
      end,
    ],
  },
  {
    name: 'the same header section again and again, with other request lines',
    wire: ['GET /1?a', 'POST /2', 'GET http://other/3?b', 'GET /4', 'OPTIONS *', 'GET /5']
      .map((line) => `${line} HTTP/1.1\r\nHost: h\r\nCookie: c\r\n\r\n`)
      .join(''),
    events: [
      ['GET', '/1', 'a', 'h'],
      ['POST', '/2', '', 'h'],
      ['GET', '/3', 'b', 'other'],
      ['GET', '/4', '', 'h'],
      ['OPTIONS', '', '', 'h'],
      ['GET', '/5', '', 'h'],
    ].flatMap(([REQUEST_METHOD, PATH_INFO, QUERY_STRING, HTTP_HOST]) => [
      head({ REQUEST_METHOD, PATH_INFO, QUERY_STRING, HTTP_HOST, HTTP_COOKIE: 'c', SCRIPT_NAME: '' }),
      end,
    ]),
  },
  {
    name: 'the same header section with another version',
    wire: ['1.1', '1.0', '1.1', '1.0', '1.0'].map((version) => `GET / HTTP/${version}\r\nHost: h\r\n\r\n`).join(''),
    events: [true, false, true, false, false].flatMap((http11) => [head({ http11, keepAlive: http11 }), end]),
  },
  {
    name: 'the same header section with content',
    wire: `${post('Content-Length: 1', 'a')}${post('Content-Length: 1', 'b')}${chunked('0\r\n\r\n')}${chunked('1\r\nc\r\n0\r\n\r\n')}`,
    events: [
      head(),
      { content: 'a' },
      end,
      head({ CONTENT_LENGTH: '1' }),
      { content: 'b' },
      end,
      head({ CONTENT_LENGTH: undefined }),
      end,
      head(),
      { content: 'c' },
      end,
    ],
  },
  {
    name: 'a header section that begins like the one before it',
    wire: `GET / HTTP/1.1\r\nHost: h\r\n\r\n${get('A: b')}${get()}${get('A: b', 'C: d')}`,
    events: [
      head({ HTTP_A: undefined }),
      end,
      head({ HTTP_A: 'b' }),
      end,
      head({ HTTP_A: undefined }),
      end,
      head({ HTTP_A: 'b', HTTP_C: 'd' }),
      end,
    ],
  },
];
