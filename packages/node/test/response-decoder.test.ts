import { expect, test } from 'vitest';

import { ResponseDecoder } from '../src/response-decoder.ts';

/** What is found in `text`, when it comes in pieces of `size` bytes. */
function decoded(text: string, size: number): string[] {
  const notes: string[] = [];
  let content = '';
  const flush = (): void => {
    if (content !== '') notes.push(`content ${content}`);
    content = '';
  };
  const decoder = new ResponseDecoder({
    onInterim: (code, reason, fields) => void notes.push(`interim ${code} ${reason} ${fields.join(' ')}`),
    onHead: (code, reason, fields) => {
      notes.push(`head ${code} ${reason} ${fields.join(' ')}`);
      return code !== 204;
    },
    onContent: (bytes) => void (content += Buffer.from(bytes).toString('latin1')),
    onTrailers: (fields) => {
      flush();
      notes.push(`trailers ${fields.join(' ')}`);
    },
  });
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += size) decoder.decode(bytes.subarray(at, at + size));
  flush();
  return notes;
}

const CASES: [string, string, string[]][] = [
  [
    'content of a length',
    'HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 2\r\n\r\nhi',
    ['head 200 OK A b Content-Length 2', 'content hi'],
  ],
  [
    'chunks and trailers',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\na\r\n0\r\n\r\n56789\r\n0\r\nSum: 1\r\n\r\n',
    ['head 200 OK Transfer-Encoding chunked', 'content hi0\r\n\r\n56789', 'trailers Sum 1'],
  ],
  [
    'chunks without trailers',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
    ['head 200 OK Transfer-Encoding chunked', 'content a', 'trailers '],
  ],
  [
    'interim answers before',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 \r\n\r\n',
    ['interim 100 Continue ', 'interim 103 Early Hints Link </a>', 'head 204  '],
  ],
  ['nothing after an answer without content', 'HTTP/1.1 204 No Content\r\n\r\nrest', ['head 204 No Content ']],
  ['values beyond ASCII, and with colons', 'HTTP/1.1 200 OK\r\nA: \xe9:b\r\n\r\n', ['head 200 OK A \xe9:b']],
];

test.each(CASES)('reads %s, wherever the pieces end', (_what, text, notes) => {
  for (let size = 1; size <= text.length; size++) expect(decoded(text, size)).toEqual(notes);
});
