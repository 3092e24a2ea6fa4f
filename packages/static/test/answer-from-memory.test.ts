import { expect, test } from 'vitest';

import { environ } from '@tsgi/testing';

import { answerFromMemory } from '../src/answer-from-memory.ts';
import { Entry } from '../src/entry.ts';
import { FileStamp } from '../src/file-stamp.ts';
import { makeHeads } from '../src/heads.ts';
import { Representation } from '../src/representation.ts';

const stamp = new FileStamp({ dev: 1n, ino: 2n, size: 2n, mtimeNs: 4n, ctimeNs: 5n });

function known(content?: Uint8Array): Representation {
  const representation = new Representation('a.txt', 'identity', stamp);
  representation.heads = makeHeads(
    { original: 'a.txt', representation, hash: undefined, vary: [] },
    { cacheControl: () => undefined, types: {}, headers: undefined, etag: 'weak' },
  );
  representation.content = content;
  return representation;
}

function answer(representation: Representation, fields: Parameters<typeof environ>[0] = {}, sendfile?: 'X-Sendfile') {
  const heads: unknown[] = [];
  const body = answerFromMemory(
    new Entry('file', 'a.txt', 0, [representation]),
    environ(fields),
    (...head) => void heads.push(head),
    sendfile && { header: sendfile, prefix: '/srv/' },
  );
  return { body, heads };
}

test('answers with bytes that are in memory', () => {
  const content = new Uint8Array(2);
  const representation = known(content);
  expect(answer(representation)).toEqual({ body: [content], heads: [['200 OK', representation.heads?.full]] });
});

test('begins nothing where the file has to be opened', () => {
  expect(answer(known())).toEqual({ body: undefined, heads: [] });
  expect(answer(new Representation('a.txt', 'identity', stamp))).toEqual({ body: undefined, heads: [] });
});

test('needs no file where no content is sent', () => {
  expect(answer(known(), { REQUEST_METHOD: 'HEAD' })).toMatchObject({ body: [], heads: [['200 OK', {}]] });
  expect(answer(known(), { HTTP_IF_NONE_MATCH: '*' })).toMatchObject({ body: [], heads: [['304 Not Modified', {}]] });
});

test('refuses where nothing is acceptable', () => {
  expect(answer(known(), { HTTP_ACCEPT_ENCODING: 'identity;q=0' })).toEqual({
    body: [],
    heads: [['406 Not Acceptable', [['Vary', 'Accept-Encoding']]]],
  });
});

test('names the file to a server in front', () => {
  const { body, heads } = answer(known(), { HTTP_RANGE: 'bytes=0-0' }, 'X-Sendfile');
  expect(body).toEqual([]);
  expect(heads).toMatchObject([
    ['200 OK', [['Content-Type', 'text/plain; charset=utf-8'], {}, ['X-Sendfile', '/srv/a.txt']]],
  ]);
});
