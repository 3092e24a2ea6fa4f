import type { Application } from '@tsgi/contract';

import { html } from './html.ts';
import { page, pageHeaders } from './page.ts';

/** An application made of several: each answers the one path that it stands for, and any other path is a 404. */
export function routes(table: Readonly<Record<string, Application>>): Application {
  const pages = new Map(Object.entries(table));
  return (environ, startResponse) => (pages.get(environ.PATH_INFO) ?? notFound)(environ, startResponse);
}

const notFound: Application = (environ, startResponse) => {
  startResponse('404 Not Found', pageHeaders);
  return [
    page(
      environ,
      '404 Not Found',
      html`<p>There is nothing at <code>${environ.SCRIPT_NAME + environ.PATH_INFO}</code>. The pages above are all there are.</p>`,
    ),
  ];
};
