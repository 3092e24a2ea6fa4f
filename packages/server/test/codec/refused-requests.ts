/** Requests that are refused, each with its status and a part of the reason that the client is given. */

import type { DecoderLimits } from '../../src/codec/request-decoder.ts';
import { chunked, get, post } from './accepted-requests.ts';

/** Bytes, one a character, of a request that is refused. */
export interface RefusedRequest {
  readonly name: string;
  readonly wire: string;
  readonly status: number;
  readonly reason: string;
  readonly limits?: Partial<DecoderLimits>;
}

type Row = readonly [name: string, wire: string, reason?: string];

/** Examples with one status, and one reason where they have none of their own. */
const refused = (
  status: number,
  reason: string,
  rows: readonly Row[],
  limits?: Partial<DecoderLimits>,
): RefusedRequest[] =>
  rows.map(([name, wire, own = reason]) => ({ name, wire, status, reason: own, ...(limits && { limits }) }));

const line = (text: string): string => `${text}\r\nHost: h\r\n\r\n`;
const target = (text: string): string => line(`GET ${text} HTTP/1.1`);
const host = (...values: string[]): string =>
  `GET / HTTP/1.1\r\n${values.map((value) => `Host: ${value}\r\n`).join('')}\r\n`;
const length = (value: string): string => post(`Content-Length: ${value}`, 'abcde');
const coding = (value: string): string => post(`Transfer-Encoding: ${value}`, '0\r\n\r\n');

const smuggled = 'GET /admin HTTP/1.1\r\nHost: h\r\n\r\n';

export const refusedRequests: readonly RefusedRequest[] = [
  ...refused(400, 'a method, a target and a version, with one space between', [
    ['no target', line('GET HTTP/1.1')],
    ['HTTP/0.9', 'GET /\r\n\r\n'],
    ['a method alone', 'GET\r\n\r\n'],
    ['an empty target', line('GET  HTTP/1.1')],
    ['two spaces before the target', line('GET  / HTTP/1.1')],
    ['two spaces after the target', line('GET /  HTTP/1.1')],
    ['a space after the version', line('GET / HTTP/1.1 ')],
    ['a space in the target', line('GET /a b HTTP/1.1')],
    ['a second version', line('GET / HTTP/1.1 HTTP/1.1')],
    ['five empty lines', `\r\n\r\n\r\n\r\n\r\n${get()}`, 'too many empty lines'],
  ]),
  ...refused(400, 'the method is not a token', [
    ['a space before the method', ` ${get()}`],
    ['a tab before the method', `\t${get()}`],
    ['a tab after the method', line('GET\t/ HTTP/1.1')],
    ['a method with a colon', line('GET: / HTTP/1.1')],
    ['a method in quotes', line('"GET" / HTTP/1.1')],
    ['a method with a byte beyond ASCII', line('G\xcaT / HTTP/1.1')],
    ['NUL in the method', line('G\0T / HTTP/1.1')],
    ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a header line in the place of a request', 'Host: h\r\n\r\n'],
    ['a byte order mark', `\xef\xbb\xbf${get()}`],
  ]),
  ...refused(400, 'the target holds a forbidden character', [
    ['a tab after the target', line('GET /\tHTTP/1.1')],
    ['a fragment', target('/a#b')],
    ['NUL in the target', target('/a\0b')],
    ['DEL in the target', target('/a\x7fb')],
    ['a vertical tab in the target', target('/a\x0bb')],
    ['an escape character in the target', target('/\x1b[31m')],
  ]),
  ...refused(400, 'the version is not HTTP/1.1 or HTTP/1.0', [
    ['a lower-case version', line('GET / http/1.1')],
    ['HTTP/1.10', line('GET / HTTP/1.10')],
    ['HTTP/11', line('GET / HTTP/11')],
    ['HTTP/1', line('GET / HTTP/1')],
    ['HTTP/1.', line('GET / HTTP/1.')],
    ['HTTP/01.1', line('GET / HTTP/01.1')],
    ['HTTP/1,1', line('GET / HTTP/1,1')],
    ['HTTP/a.1', line('GET / HTTP/a.1')],
    ['HTTP/1.x', line('GET / HTTP/1.x')],
    ['HTTPS/1.1', line('GET / HTTPS/1.1')],
    ['ICE/1.0', line('GET / ICE/1.0')],
    ['no version', line('GET / ')],
  ]),
  ...refused(505, 'is not spoken here', [
    ['HTTP/1.2', line('GET / HTTP/1.2')],
    ['HTTP/0.9 by name', line('GET / HTTP/0.9')],
    ['HTTP/3.0', line('GET / HTTP/3.0')],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'HTTP/2.0 is not spoken here'],
  ]),
  ...refused(400, 'the path holds a %', [
    ['% at the end of a path', target('/a%')],
    ['% and one digit', target('/a%2')],
    ['% and no hexadecimal digit', target('/%zz')],
    ['% before a query', target('/a%?41')],
    ['an encoded NUL', target('/a%00b')],
    ['an encoded NUL that dot segments would remove', target('/a%00/..')],
  ]),
  ...refused(400, 'neither a path nor a URL', [
    ['a relative path', target('a/b')],
    ['a query alone', target('?a')],
    ['an encoded slash first', target('%2Fa')],
    ['a backslash first', target('\\a')],
    ['* with more behind it', line('OPTIONS *a HTTP/1.1')],
    ['* with GET', target('*'), 'the target * is for OPTIONS alone'],
    ['an authority', target('h:80'), 'a scheme that is not served here'],
    ['ftp:', target('ftp://h/'), 'a scheme that is not served here'],
    ['javascript:', target('javascript:alert(1)'), 'a scheme that is not served here'],
    ['http: without slashes', target('http:/a'), 'a scheme that is not served here'],
    ['no authority', target('http:///a'), 'no valid authority'],
    ['no authority before a query', target('http://?a'), 'no valid authority'],
    ['user information', target('http://user@h/'), 'no valid authority'],
    ['a backslash in the authority', target('http://h\\@evil/'), 'no valid authority'],
    ['a port that is no number', target('http://h:x/'), 'no valid authority'],
    ['a malformed % in absolute form', target('http://h/%'), 'the path holds a %'],
  ]),
  ...refused(501, 'CONNECT is for proxies', [['CONNECT', line('CONNECT h:443 HTTP/1.1')]]),

  // Lines and their ends
  ...refused(400, 'a line ends with LF alone', [
    ['LF after the request line', 'GET / HTTP/1.1\nHost: h\r\n\r\n'],
    ['LF after a field', 'GET / HTTP/1.1\r\nHost: h\nA: b\r\n\r\n'],
    ['LF after the head', 'GET / HTTP/1.1\r\nHost: h\r\n\n'],
    ['LF in a field name', get('A\nB: c')],
    ['LF before the request', `\n${get()}`],
    ['LF in the target', target('/a\nb')],
    ['LF everywhere', 'GET / HTTP/1.1\nHost: h\n\n'],
  ]),
  ...refused(400, 'a CR without LF', [
    ['CR before the request', `\r${get()}`],
    ['CR in the request line', line('GET / HTTP/1.1\rX')],
    ['CR after CR', 'GET / HTTP/1.1\r\r\nHost: h\r\n\r\n'],
    ['CR in a value', get('A: b\rc')],
    ['CR as a line end', 'GET / HTTP/1.1\r\nHost: h\rA: b\r\n\r\n'],
    ['CR at the end of the head', 'GET / HTTP/1.1\r\nHost: h\r\n\rA'],
    ['CR before CRLF', get('A: b\r')],
    ['CR in the target', target('/\rX'), 'a method, a target and a version'],
  ]),
  ...refused(400, 'a header field value holds a control character', [
    ['NUL in a value', get('A: b\0c')],
    ['a bell in a value', get('A: \x07')],
    ['DEL in a value', get('A: b\x7f')],
    ['a vertical tab before a value', get('Transfer-Encoding:\x0bchunked')],
    ['a form feed in a value', get('A: b\x0cc')],
  ]),
  ...refused(400, 'a header field name is not a token', [
    ['NUL in a name', get('A\0: b')],
    ['a byte beyond ASCII in a name', get('\xc4: b')],
    ['a slash in a name', get('A/B: c')],
    ['a line without a colon', get('AB')],
    ['the request line twice', `GET / HTTP/1.1\r\n${get()}`, 'white space stands before a colon'],
    ['a name in brackets', get('[A]: b')],
    ['no name', get(': b'), 'a header field has no name'],
  ]),
  ...refused(400, 'white space stands before a colon', [
    ['a space before a colon', get('A : b')],
    ['a tab before a colon', get('A\t: b')],
    ['a space before the colon of Content-Length', post('Content-Length : 5', 'abcde')],
    ['a space before the colon of Transfer-Encoding', post('Transfer-Encoding : chunked', '0\r\n\r\n')],
    ['a space within a name', get('A B: c')],
  ]),
  ...refused(400, 'a header line is folded', [
    ['a line that begins with a space', get('A: b', ' c')],
    ['a line that begins with a tab', get('A: b', '\tc')],
    ['the first line beginning with a space', 'GET / HTTP/1.1\r\n Host: h\r\n\r\n'],
    ['a folded Transfer-Encoding', post('Transfer-Encoding:\r\n chunked', '0\r\n\r\n')],
    ['a line of one space', get('A: b', ' ')],
  ]),

  // Host
  ...refused(400, 'Host is not a host and a port', [
    ['user information in Host', host('user@h')],
    ['a path in Host', host('h/a')],
    ['a list in Host', host('h, i')],
    ['a space in Host', host('a b')],
    ['a port that is no number', host('h:http')],
    ['a port of too many digits', host('h:123456')],
    ['two ports', host('h:1:2')],
    ['a port alone', host(':80')],
    ['an IPv6 address without brackets', host('::1')],
    ['a bracket that is open', host('[::1')],
    ['brackets around no address', host('[]')],
    ['brackets around too many colons', host('[:::::::::]')],
    ['brackets around too many groups', host('[1:2:3:4:5:6:7:8:9]')],
    ['brackets around a number', host('[12]')],
    ['an address with a zone', host('[fe80::1%25eth0]')],
    ['something after the brackets', host('[::1]x')],
    ['a malformed %', host('h%4')],
    ['a byte beyond ASCII', host('h\xe9')],
    ['a very long name', host('h'.repeat(301))],
    ['markup', host('<script>')],
    ['HTTP/1.0 with an invalid Host', 'GET / HTTP/1.0\r\nHost: a b\r\n\r\n'],
    ['an invalid Host beside the absolute form', 'GET http://h/ HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 'Host is missing'],
    ['no Host beside other fields', 'GET / HTTP/1.1\r\nA: b\r\n\r\n', 'Host is missing'],
    ['no Host beside the absolute form', 'GET http://h/ HTTP/1.1\r\n\r\n', 'Host is missing'],
    ['a Host with _ in its name', 'GET / HTTP/1.1\r\nHo_st: h\r\n\r\n', 'Host is missing'],
    ['two Hosts', host('h', 'i'), 'Host is repeated'],
    ['two equal Hosts', host('h', 'h'), 'Host is repeated'],
    ['two Hosts, one in other letters', get('HOST: h'), 'Host is repeated'],
    ['two Hosts, one of them empty', host('h', ''), 'Host is repeated'],
    ['two Hosts in HTTP/1.0', 'GET / HTTP/1.0\r\nHost: h\r\nhost: h\r\n\r\n', 'Host is repeated'],
  ]),

  // Framing: where requests are smuggled
  ...refused(400, 'Content-Length is not a number in plain digits', [
    ['an empty Content-Length', length('')],
    ['Content-Length with +', length('+5')],
    ['Content-Length with -', length('-5')],
    ['Content-Length with a point', length('5.0')],
    ['Content-Length with a comma', length('5, 5')],
    ['Content-Length with a space', length('5 5')],
    ['Content-Length with a tab', length('5\t5')],
    ['Content-Length in hexadecimal', length('0x5')],
    ['Content-Length with letters', length('5a')],
    ['Content-Length with an exponent', length('1e1')],
    ['Content-Length with an underscore', length('1_0')],
    ['Content-Length in quotes', length('"5"')],
    ['Content-Length with a no-break space', length('5\xa0')],
    ['Content-Length in other digits', length('\xb2')],
    ['Content-Length with a semicolon', length('5;')],
  ]),
  ...refused(400, 'Content-Length is repeated', [
    ['Content-Length twice, equal', post('Content-Length: 5\r\nContent-Length: 5', 'abcde')],
    ['Content-Length twice, not equal', post('Content-Length: 5\r\nContent-Length: 6', 'abcdef')],
    ['Content-Length twice, in other letters', post('Content-Length: 5\r\ncontent-length: 5', 'abcde')],
    ['Content-Length twice, once empty', post('Content-Length:\r\nContent-Length: 5', 'abcde')],
  ]),
  ...refused(400, 'Transfer-Encoding stands beside Content-Length', [
    ['CL.TE', post('Content-Length: 6\r\nTransfer-Encoding: chunked', `0\r\n\r\n${smuggled}`)],
    ['TE.CL', post('Transfer-Encoding: chunked\r\nContent-Length: 4', `5c\r\n${smuggled}\r\n0\r\n\r\n`)],
    ['CL.0', post('Content-Length: 0\r\nTransfer-Encoding: chunked', smuggled)],
    ['an unknown coding beside Content-Length', post('Content-Length: 5\r\nTransfer-Encoding: x', 'abcde')],
  ]),
  ...refused(400, 'Transfer-Encoding does not end in one single chunked', [
    ['chunked in two fields', post('Transfer-Encoding: chunked\r\ntransfer-encoding: chunked', '0\r\n\r\n')],
    ['chunked twice', coding('chunked, chunked')],
    ['chunked first', coding('chunked, gzip')],
    ['chunked first, in two fields', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', '0\r\n\r\n')],
    ['no coding', coding('')],
    ['identity', coding('identity')],
    ['gzip alone', coding('gzip')],
    ['a longer name', coding('xchunked')],
    ['a shorter name', coding('chunke')],
    ['a parameter', coding('chunked;q=1')],
    ['quotes', coding('"chunked"')],
    ['a space within the name', coding('chunk ed')],
    ['a no-break space after the name', coding('chunked\xa0')],
    ['a no-break space before the name', coding('\xa0chunked')],
    ['an ideographic space in bytes', coding('chunked\xe3\x80\x80')],
    ['a byte order mark in bytes', coding('\xef\xbb\xbfchunked')],
    ['a comma after the name', coding('chunked,')],
    ['a semicolon for a comma', coding('gzip; chunked')],
    ['a colon before the name', post('Transfer-Encoding:: chunked', '0\r\n\r\n')],
    ['a Kelvin sign in bytes', coding('chun\xe2\x84\xaaed')],
  ]),
  ...refused(400, 'Transfer-Encoding stands in an HTTP/1.0 request', [
    ['chunked in HTTP/1.0', 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ]),
  ...refused(501, 'the only transfer coding known here is chunked', [
    ['gzip and chunked', coding('gzip, chunked')],
    ['gzip and chunked in two fields', post('Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked', '0\r\n\r\n')],
    ['identity and chunked', coding('identity, chunked')],
    ['a comma before chunked', coding(', chunked')],
  ]),
  ...refused(417, 'the only expectation known here is 100-continue', [
    ['another expectation', get('Expect: 200-ok')],
    ['an empty expectation', get('Expect:')],
    ['the expectation twice', post('Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 1', 'a')],
    ['a no-break space after the expectation', get('Expect: 100-continue\xa0')],
  ]),

  // Chunked framing
  ...refused(400, 'a chunk size is not a hexadecimal number', [
    ['no chunk size', chunked('\r\nabc\r\n0\r\n\r\n')],
    ['a chunk size with 0x', chunked('0x3\r\nabc\r\n0\r\n\r\n')],
    ['a chunk size with -', chunked('-1\r\nabc\r\n0\r\n\r\n')],
    ['a chunk size with +', chunked('+3\r\nabc\r\n0\r\n\r\n')],
    ['a space before a chunk size', chunked(' 3\r\nabc\r\n0\r\n\r\n')],
    ['a space after a chunk size', chunked('3 \r\nabc\r\n0\r\n\r\n')],
    ['a tab after a chunk size', chunked('3\t\r\nabc\r\n0\r\n\r\n')],
    ['a space before an extension', chunked('3 ;a\r\nabc\r\n0\r\n\r\n')],
    ['a chunk size with _', chunked('1_0\r\n')],
    ['a chunk size with a comma', chunked('3,\r\nabc\r\n0\r\n\r\n')],
    ['a letter that is no digit', chunked('3g\r\nabc\r\n')],
    ['an extension without a size', chunked(';a\r\n\r\n')],
    ['a letter after the last chunk', chunked('0x\r\n\r\n')],
    ['characters beside the digits', chunked('@\r\n')],
    ['a grave accent, beside a to f', chunked('`\r\n')],
    ['a colon, beside 9', chunked(':\r\n')],
    ['NUL in a chunk size', chunked('3\0\r\nabc\r\n')],
    ['LF in the place of a chunk size', chunked('\nabc\r\n')],
    ['one byte too few in a chunk', chunked('2\r\na\r\n0\r\n\r\n'), 'a chunk is longer than its size says'],
  ]),
  ...refused(400, 'a chunk size has too many digits', [
    ['a chunk size beyond 2^53', chunked('20000000000000\r\n')],
    ['a chunk size that overflows 32 bits to 0, and 64', chunked('10000000000000000\r\n')],
    ['a chunk size that overflows 64 bits to 3', chunked('10000000000000003\r\nabc\r\n0\r\n\r\n')],
    ['a chunk size of many zeros', chunked('00000000000000\r\n\r\n')],
    ['a chunk size without an end', chunked('f'.repeat(1000))],
  ]),
  ...refused(400, 'a chunk size line ends with LF alone', [
    ['LF after a chunk size', chunked('3\nabc\r\n0\r\n\r\n')],
    ['LF after the last chunk', chunked('0\n\r\n')],
    ['CR after a chunk size', chunked('3\rabc\r\n0\r\n\r\n'), 'a chunk size line ends with CR alone'],
    ['two CR after a chunk size', chunked('3\r\r\nabc\r\n'), 'a chunk size line ends with CR alone'],
  ]),
  ...refused(400, 'a chunk is longer than its size says', [
    ['a chunk that is longer than its size', chunked('3\r\nabcd\r\n0\r\n\r\n')],
    ['no line end after a chunk', chunked('3\r\nabc0\r\n\r\n')],
    ['LF after a chunk', chunked('3\r\nabc\n0\r\n\r\n')],
    ['CR after a chunk', chunked('3\r\nabc\r0\r\n\r\n'), 'a chunk ends with CR alone'],
  ]),
  ...refused(400, 'a chunk extension holds a control character or LF alone', [
    ['LF in an extension', chunked('3;a\nabc\r\n0\r\n\r\n')],
    ['LF in a quoted extension', chunked('3;a="\n"\r\nabc\r\n0\r\n\r\n')],
    ['NUL in an extension', chunked('3;\0\r\nabc\r\n0\r\n\r\n')],
    ['DEL in an extension', chunked('3;\x7f\r\nabc\r\n0\r\n\r\n')],
    ['CR in an extension', chunked('3;a\rb\r\nabc\r\n'), 'a chunk size line ends with CR alone'],
    ['CRLF in a quoted extension', chunked('3;a="\r\n"\r\nabc\r\n'), 'a chunk is longer than its size says'],
  ]),
  ...refused(
    400,
    'the chunk extensions are longer than 5 bytes',
    [
      ['a long extension', chunked('0;abcde\r\n\r\n')],
      ['many short extensions', chunked('1;\r\nx\r\n'.repeat(6))],
      ['an extension without an end', chunked('1;aaaaaaaaaaaa')],
    ],
    { chunkExtensionBytes: 5 },
  ),

  // Trailers
  ...refused(400, 'may not be a trailer field', [
    ['Content-Length as a trailer', chunked('0\r\nContent-Length: 5\r\n\r\n')],
    ['Transfer-Encoding as a trailer, in other letters', chunked('0\r\ntransfer-encoding: chunked\r\n\r\n')],
    ['Host as a trailer', chunked('0\r\nA: b\r\nHOST: h\r\n\r\n')],
    ['Authorization as a trailer', chunked('0\r\nAuthorization: x\r\n\r\n')],
    ['Cookie as a trailer', chunked('0\r\nCookie: a=b\r\n\r\n')],
    ['Trailer as a trailer', chunked('0\r\nTrailer: a\r\n\r\n')],
  ]),
  ...refused(400, 'white space stands in or before a trailer field name', [
    ['a folded trailer', chunked('0\r\nA: b\r\n c\r\n\r\n')],
    ['a trailer that begins with a tab', chunked('0\r\n\tA: b\r\n\r\n')],
    ['a space before the colon of a trailer', chunked('0\r\nA : b\r\n\r\n')],
    ['a request behind the last chunk', chunked(`0\r\n${smuggled}`)],
  ]),
  ...refused(400, 'a trailer field name is not a token', [
    ['a trailer without a name', chunked('0\r\n: b\r\n\r\n')],
    ['a trailer without a colon', chunked('0\r\nA\r\n\r\n')],
    ['LF at the end', chunked('0\r\n\n')],
    ['NUL in the name of a trailer', chunked('0\r\nA\0: b\r\n\r\n')],
    ['NUL in a trailer', chunked('0\r\nA: \0\r\n\r\n'), 'a trailer field value holds a control character'],
    ['LF after a trailer', chunked('0\r\nA: b\n\r\n'), 'a trailer field value holds a control character or LF alone'],
    ['CR after a trailer', chunked('0\r\nA: b\rC: d\r\n\r\n'), 'a trailer field ends with CR alone'],
    ['CR at the end', chunked('0\r\n\rX'), 'the trailer section ends with CR alone'],
  ]),

  // Limits
  ...refused(
    414,
    'the request line is longer than 17 bytes',
    [
      ['a request line of one byte more', target('/aaaa')],
      ['a target without an end', `GET /${'a'.repeat(100)}`],
      ['a method without an end', 'A'.repeat(100)],
    ],
    { requestLineBytes: 17 },
  ),
  ...refused(
    431,
    'the request has more than 2 header fields',
    [
      ['one field more', get('A: b', 'C: d')],
      ['one field more that is malformed as well', `GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n\0`],
    ],
    { headerCount: 2 },
  ),
  ...refused(
    431,
    'the header section is longer than 17 bytes',
    [
      ['one byte more in the header section', get('A: bb')],
      ['a value without an end', `GET / HTTP/1.1\r\nA: ${'b'.repeat(100)}`],
      ['a name without an end', `GET / HTTP/1.1\r\n${'a'.repeat(100)}`],
      ['spaces without an end', `GET / HTTP/1.1\r\nA:${' '.repeat(100)}`],
      ['a line end that is one byte too far', get('A: b').replace('A: b', 'AA: b')],
    ],
    { headerBytes: 17 },
  ),
  ...refused(
    431,
    'the trailer section is longer than 46 bytes',
    [
      ['a trailer without an end', chunked(`0\r\nA: ${'b'.repeat(100)}`)],
      ['one byte more in the trailer section', chunked(`0\r\nA: ${'b'.repeat(40)}\r\n\r\n`)],
      ['many bytes of trailers', chunked(`0\r\n${'A: b\r\n'.repeat(8)}\r\n`)],
    ],
    { headerBytes: 46 },
  ),
  ...refused(
    431,
    'the request has more than 2 trailer fields',
    [['three trailer fields', chunked('0\r\nA: b\r\nC: d\r\nE: f\r\n\r\n')]],
    { headerCount: 2 },
  ),
  ...refused(
    413,
    'the content is longer than 3 bytes',
    [
      ['content of one byte more', length('4')],
      ['a length beyond 2^53', length('9007199254740993')],
      ['a length that overflows 64 bits to 3', length('18446744073709551619')],
      ['a length of many digits', length('9'.repeat(400))],
    ],
    { bodyBytes: 3 },
  ),
];
