import type { Application } from '@tsgi/contract';
import { Marked, Renderer } from 'marked';

import { Html } from './html.ts';
import { page, pageHeaders } from './page.ts';
import { specification } from './specification.ts';

/** Shows the specification, in which each rule has its id as its anchor. */
export const specificationPage: Application = (environ, startResponse) => {
  startResponse('200 OK', pageHeaders);
  return [page(environ, title, content)];
};

const marked = new Marked({
  renderer: {
    // Wide tables are scrolled within the page, also by the keyboard.
    table(token) {
      return `<div class="scroll" tabindex="0" role="region" aria-label="Table">${Renderer.prototype.table.call(this, token)}</div>`;
    },
  },
});

const [, title = '', text = ''] = /^# (.+)\n([^]*)/.exec(specification) ?? [];
const content = new Html(await marked.parse(text));
