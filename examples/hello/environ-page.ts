import type { Application, Environ } from '@tsgi/contract';

import { describeValue } from './describe-value.ts';
import { type Html, html } from './html.ts';
import { page, pageHeaders } from './page.ts';
import { keyRules, ruleOf } from './specification.ts';

/** Shows the environ of the request that asked for it, each key beside its value and linked to its rule. */
export const environPage: Application = (environ, startResponse) => {
  startResponse('200 OK', pageHeaders);
  return [page(environ, 'The environ of this request', environTable(environ))];
};

function environTable(environ: Environ): Html {
  const rows = Object.keys(environ).map((key) => ({ key, rule: ruleOf(key) }));
  const headings = new Set(keyRules.map(({ heading }) => heading));
  const groups = [...headings].map((heading) => {
    // A rule for many keys, as that for header fields, shows them in the order in which they came.
    const inOrder = keyRules
      .filter((rule) => rule.heading === heading)
      .flatMap((rule) => rows.filter((row) => row.rule.id === rule.id));
    if (inOrder.length === 0) return html``;
    const cells = inOrder.map(
      ({ key, rule }) => html`
<tr><th scope="row">${keyLink(environ, rule.id, key)}</th><td>${describeValue(key, environ)}</td></tr>`,
    );
    return html`
<tbody>
<tr><th colspan="2" scope="rowgroup">${heading}</th></tr>${cells}
</tbody>`;
  });
  const present = new Set(rows.map(({ key }) => key));
  const absent = keyRules.filter(({ key }) => !present.has(key) && key !== 'HTTP_*' && key !== 'owner.name');
  return html`<p>This is what the server made of your <code>${environ.REQUEST_METHOD}</code> and handed to the application. Each key leads to its rule in the specification.</p>
<table class="environ">
<thead><tr><th scope="col">Key</th><th scope="col">Value</th></tr></thead>${groups}
</table>
<p>Keys that this request does without: ${absent.map(({ key, id }) => html`${keyLink(environ, id, key)} `)}</p>`;
}

function keyLink({ SCRIPT_NAME: root }: Environ, id: string, key: string): Html {
  return html`<a href="${root}/specification#${id}"><code>${breakable(key)}</code></a>`;
}

/** A key that a narrow screen may break behind its `_` and `.`. */
function breakable(key: string): Html[] {
  return key.split(/(?<=[_.])/).map((part, index) => (index === 0 ? html`${part}` : html`<wbr>${part}`));
}
