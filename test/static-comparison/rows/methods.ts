import type { Row } from '../../comparison/row.ts';
import { ALPHABET } from '../folder.ts';
import type { Site } from '../site.ts';
import { is, statusOf } from './judge.ts';

async function answerTo(site: Site, method: string): Promise<string> {
  const answer = await site.ask(method, '/hello.txt');
  return `${statusOf(answer)}${answer.content === ALPHABET ? ', the file' : ''}`;
}

export const methods: readonly Row<Site>[] = [
  {
    title: '`HEAD`',
    note: 'The head of `GET`, its length, and no content (RFC 9110 §9.3.2).',
    observe: async (site) => {
      const { status, headers, raw } = await site.ask('HEAD', '/hello.txt');
      return `${status}, length ${headers.get('content-length') ?? 'not said'}${raw === '' ? '' : ', content'}`;
    },
    judge: is(/^200, length 26$/, /^200, length not said$/),
  },
  {
    title: '`POST`',
    note: '405, or 404 where others may have an answer to it (RFC 9110 §9.1). Not what `GET` gives.',
    observe: (site) => answerTo(site, 'POST'),
    judge: is(/^40[45]$/, /^200/),
  },
  {
    title: '`DELETE`',
    note: 'The same: 200 says that it is done (RFC 9110 §9.3.5).',
    observe: (site) => answerTo(site, 'DELETE'),
    judge: is(/^40[45]$/),
  },
];
