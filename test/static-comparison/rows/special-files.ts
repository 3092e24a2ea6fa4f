import type { Row } from '../../comparison/row.ts';
import type { Site } from '../site.ts';
import { is, statusOf } from './judge.ts';

/** As many as Node has threads for work with files. */
const THREADS = 4;

export const specialFiles: readonly Row<Site>[] = [
  {
    title: 'a pipe (FIFO), four times',
    note: '404. To open one waits for a writer, in one of the four threads that Node has for all files (CWE-400).',
    observe: async (site) => {
      const answers = await Promise.all(Array.from({ length: THREADS }, () => site.get('/pipe')));
      return [...new Set(answers.map((answer) => statusOf(answer)))].join(', ');
    },
    judge: is(/^40[34]$/),
  },
  {
    title: 'a link to `/dev/zero`',
    note: '404: a device is no file, and this one has no end (CWE-400).',
    observe: async (site) => {
      const answer = await site.get('/device');
      if (answer.status !== 200 || answer.end !== 'whole') return statusOf(answer);
      return answer.content === '' ? '200, nothing' : '200, from the device';
    },
    judge: is(/^40[34]$/, /^200, nothing$/),
  },
];
