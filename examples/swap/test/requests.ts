/** What every server is asked, and a bit of everything: each answer says something about the server that gave it. */

export interface Asked {
  readonly sentence: string;
  readonly method: string;
  readonly target: string;
  readonly fields?: readonly string[];
  readonly content?: string;
}

/** A time after any file was written, and in the past all the same (RFC 9110 §13.1.3). */
const now = new Date().toUTCString();

const get = (sentence: string, target: string, ...fields: readonly string[]): Asked => ({
  sentence,
  method: 'GET',
  target,
  fields,
});

export const REQUESTS: readonly Asked[] = [
  get('a text', '/'),
  get('two cookies', '/cookies'),
  get('no content', '/nothing'),
  get('what comes in pieces', '/stream'),
  get('its environ', '/asked?a=%20&b'),
  get('a path with escapes', '/%61sked?a=1&a=2', 'X-Name: one', 'X-Name: two'),
  get('an unknown path', '/nowhere'),
  get('an application that throws', '/fail'),
  get('a body that fails halfway', '/break'),
  get('a file', '/files/lines.txt'),
  get('the first bytes of a file', '/files/lines.txt', 'Range: bytes=0-9'),
  get('the last bytes of a file', '/files/lines.txt', 'Range: bytes=-10'),
  get('bytes beyond the end of a file', '/files/lines.txt', 'Range: bytes=9999-'),
  get('a file that it has', '/files/lines.txt', `If-Modified-Since: ${now}`),
  get('a file unless there is any', '/files/lines.txt', 'If-None-Match: *'),
  get('a file with a precondition that fails', '/files/lines.txt', 'If-Match: "another"'),
  { sentence: 'the head of a text', method: 'HEAD', target: '/' },
  { sentence: 'the head of what comes in pieces', method: 'HEAD', target: '/stream' },
  { sentence: 'the head of a file', method: 'HEAD', target: '/files/lines.txt' },
  { sentence: 'what can be asked', method: 'OPTIONS', target: '/echo' },
  { sentence: 'by a method that a path has not', method: 'DELETE', target: '/echo' },
  {
    sentence: 'for its own content',
    method: 'POST',
    target: '/echo',
    fields: ['Content-Type: text/x-own'],
    content: 'an echo',
  },
  { sentence: 'for content of no bytes', method: 'POST', target: '/echo', content: '' },
  { sentence: 'with content that nobody reads', method: 'PUT', target: '/asked', content: 'unread' },
];
