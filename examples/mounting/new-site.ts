import { get, router } from '@tsgi/router';
import { html, notFound } from '@tsgi/web';

import { layout } from './layout.ts';

/** What has been made anew of the old site. What it has not, it answers with 404, and the next in the cascade is asked. */
export const newSite = router([
  get('/about', (request) => layout(request, 'About', html`<p>This page has taken the place of the old one.</p>`)),
])(notFound());
