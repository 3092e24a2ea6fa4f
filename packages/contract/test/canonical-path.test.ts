import { describe, expect, test } from 'vitest';

import { canonicalPath } from '@tsgi/contract';

import { randomNumbers } from '../../../test/random-numbers.ts';

test('decodes what is unreserved, and nothing else', () => {
  expect(canonicalPath('/%61dmin')).toBe('/admin');
  expect(canonicalPath('/a%2fb')).toBe('/a%2Fb');
});

/** What characters in a raw target are, one a byte. */
const raw = (text: string): string => Buffer.from(text).toString('latin1');

describe.each<[string, [raw: string, canonical: string | undefined][]]>([
  [
    'the table of the specification',
    [
      ['/%61dmin', '/admin'],
      ['/a%2fb', '/a%2Fb'],
      ['/a/./b/../c', '/a/c'],
      ['/a/%2e%2e/b', '/b'],
      ['/..', '/'],
      ['/a//b', '/a//b'],
      [raw('/你'), '/%E4%BD%A0'],
      ['/a%', undefined],
      ['/%zz', undefined],
      ['/a%00b', undefined],
    ],
  ],
  [
    'RFC 3986 §5.2.4 and §5.4, the paths that are absolute once they are resolved',
    [
      ['/a/b/c/./../../g', '/a/g'],
      ['/b/c/g', '/b/c/g'],
      ['/b/c/./g', '/b/c/g'],
      ['/b/c/g/', '/b/c/g/'],
      ['/b/c/', '/b/c/'],
      ['/b/c/.', '/b/c/'],
      ['/b/c/./', '/b/c/'],
      ['/b/c/..', '/b/'],
      ['/b/c/../', '/b/'],
      ['/b/c/../g', '/b/g'],
      ['/b/c/../..', '/'],
      ['/b/c/../../', '/'],
      ['/b/c/../../g', '/g'],
      ['/b/c/../../../g', '/g'],
      ['/b/c/../../../../g', '/g'],
      ['/./g', '/g'],
      ['/../g', '/g'],
      ['/b/c/g.', '/b/c/g.'],
      ['/b/c/.g', '/b/c/.g'],
      ['/b/c/g..', '/b/c/g..'],
      ['/b/c/..g', '/b/c/..g'],
      ['/b/c/./../g', '/b/g'],
      ['/b/c/./g/.', '/b/c/g/'],
      ['/b/c/g/./h', '/b/c/g/h'],
      ['/b/c/g/../h', '/b/c/h'],
      ['/b/c/g;x=1/./y', '/b/c/g;x=1/y'],
      ['/b/c/g;x=1/../y', '/b/c/y'],
    ],
  ],
  [
    'dot segments at both ends, and among empty segments',
    [
      ['/.', '/'],
      ['/./', '/'],
      ['/../', '/'],
      ['/../../..', '/'],
      ['/./..', '/'],
      ['/a/..', '/'],
      ['/a/../', '/'],
      ['/a/.', '/a/'],
      ['/a/b/..', '/a/'],
      ['//', '//'],
      ['///a//', '///a//'],
      ['//..', '/'],
      ['//../a', '/a'],
      ['/..//a', '//a'],
      ['/.//a', '//a'],
      ['/a/..//b', '//b'],
      ['/a//..', '/a/'],
      ['/a//../b', '/a/b'],
      ['/...', '/...'],
      ['/.../..', '/'],
      ['/.a', '/.a'],
      ['/a./..b/.c.', '/a./..b/.c.'],
    ],
  ],
  [
    'dots in disguise',
    [
      ['/%2e', '/'],
      ['/%2E%2e', '/'],
      ['/.%2e/a', '/a'],
      ['/%2e./a', '/a'],
      ['/a/%2e%2E/%2e/b', '/b'],
      ['/a%2f..', '/a%2F..'],
      ['/a%2f../b', '/a%2F../b'],
      ['/a/..%2fb', '/a/..%2Fb'],
      ['/a/%252e%252e/b', '/a/%252e%252e/b'],
      ['/a/..;/b', '/a/..;/b'],
      ['/a/..%3b/b', '/a/..%3B/b'],
      ['/a/..\\b', '/a/..%5Cb'],
      ['/a/%2e%2e%5cb', '/a/..%5Cb'],
      ['/a/.. /b', '/a/..%20/b'],
      ['/%c0%ae%c0%ae/a', '/%C0%AE%C0%AE/a'],
      ['/\xc0\xae\xc0\xae/a', '/%C0%AE%C0%AE/a'],
      ['/%c0%af', '/%C0%AF'],
      ['/%uff0e%uff0e/a', undefined],
    ],
  ],
  [
    'escapes',
    [
      ['/%41%5A%61%7a%30%39%2D%2e%5F%7e', '/AZaz09-._~'],
      ['/%2f%2F', '/%2F%2F'],
      ['/%25', '/%25'],
      ['/%2525', '/%2525'],
      ['/%2561', '/%2561'],
      ['/%3a%40%21%24%26%27%28%29%2a%2b%2c%3b%3d', '/%3A%40%21%24%26%27%28%29%2A%2B%2C%3B%3D'],
      ["/:@!$&'()*+,;=", "/:@!$&'()*+,;="],
      ['/%3f%23', '/%3F%23'],
      ['/%20%09%0a%0d%7f', '/%20%09%0A%0D%7F'],
      ['/%ff%e4%Bd%A0', '/%FF%E4%BD%A0'],
      ['/caf\xe9', '/caf%E9'],
      ['/\x80\xff', '/%80%FF'],
      ['/ "<>\\^`{|}', '/%20%22%3C%3E%5C%5E%60%7B%7C%7D'],
      ['/[::]?#', '/%5B::%5D%3F%23'],
      ['/\x01\t\x7f', '/%01%09%7F'],
    ],
  ],
  [
    'what is malformed',
    [
      ['/%', undefined],
      ['/%a', undefined],
      ['/%%61', undefined],
      ['/%6g', undefined],
      ['/%g6', undefined],
      ['/% 1', undefined],
      ['/%+1', undefined],
      ['/%0x', undefined],
      ['/%:0', undefined],
      ['/%/0', undefined],
      ['/%@0', undefined],
      ['/%`a', undefined],
      ['/a/../%', undefined],
      ['/\x00', undefined],
      ['/a/\x00/..', undefined],
      ['/%00', undefined],
      ['/a/%00/..', undefined],
      ['/Ā', undefined],
      ['/\u{1F600}', undefined],
      ['/%6１', undefined],
      ['a', undefined],
      ['.', undefined],
      ['..', undefined],
      ['*', undefined],
      ['%2Fa', undefined],
      ['\\a', undefined],
      [' /a', undefined],
    ],
  ],
  [
    'what is canonical already',
    [
      ['', ''],
      ['/', '/'],
      ['/a/b.html', '/a/b.html'],
      ['/-._~', '/-._~'],
      ['/%2F%01', '/%2F%01'],
    ],
  ],
])('%s', (_, rows) => {
  test.each(rows)('%j is %j', (path, canonical) => {
    expect(canonicalPath(path)).toBe(canonical);
  });
});

test('escapes or keeps each single byte as RFC 3986 has it', () => {
  for (let byte = 1; byte < 256; byte++) {
    if (byte === 0x25) continue;
    const char = String.fromCharCode(byte);
    const escape = `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    expect(canonicalPath(`/x${char}`)).toBe(/[A-Za-z0-9\-._~!$&'()*+,;=:@/]/.test(char) ? `/x${char}` : `/x${escape}`);
    expect(canonicalPath(`/x${escape.toLowerCase()}`)).toBe(
      /[A-Za-z0-9\-._~]/.test(char) ? `/x${char}` : `/x${escape}`,
    );
  }
});

test('is its own canonical form, keeps what URL parsers read in it, and holds no dot segment', () => {
  const { seed, below } = randomNumbers();
  const parts = [
    '/',
    '/',
    '/',
    '.',
    '.',
    '..',
    '%2e',
    '%2E',
    '%2f',
    '%',
    'a',
    'B',
    '%41',
    '%c3',
    '\xc3',
    ' ',
    ';',
    '%25',
  ];
  const broken: string[] = [];
  for (let round = 0; round < 20_000; round++) {
    let path = '/';
    for (let length = below(12); length > 0; length--) path += parts[below(parts.length)];
    if (!holds(path)) broken.push(`${path} gives ${canonicalPath(path)}`);
  }
  expect(broken, `TSGI_SEED=${seed}`).toEqual([]);
});

function holds(path: string): boolean {
  const canonical = canonicalPath(path);
  if (canonical === undefined) return /%(?![0-9a-f]{2})/i.test(path);
  return (
    canonicalPath(canonical) === canonical &&
    /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*$/.test(canonical) &&
    !canonical.split('/').some((segment) => segment === '.' || segment === '..') &&
    // WHATWG parsers take out dot segments in the same way, encoded dots too: nothing is left for them to do.
    new URL(`http://h${canonical}`).pathname === canonical
  );
}
