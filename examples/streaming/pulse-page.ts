import type { Application } from '@tsgi/contract';
import { html } from '@tsgi/web';

import { type Pulse, timeOf } from './pulse.ts';
import { sitePage } from './site-page.ts';

/** The last minute, to which a script adds. Without it the page loads itself anew every five seconds. */
export function pulsePage(pulse: Pulse): Application {
  return sitePage(
    'Pulse',
    html`<p>How much memory this server uses, second by second, as server-sent events. Cut the connection, and what was missed is there when it is back.</p>
<noscript><p>Without JavaScript this page is loaded anew every five seconds.</p></noscript>
<p id="status" class="hint" role="status"></p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="last">
<table>
<caption id="last">The last minute</caption>
<thead><tr><th scope="col">Time</th><th scope="col">Memory</th></tr></thead>
<tbody data-live="/pulse/events">
${pulse.latest.map((beat) => html`<tr><td>${timeOf(beat)}</td><td>${beat.memory} MiB</td></tr>\n`)}</tbody>
</table>
</div>`,
    {
      head: html`<noscript><meta http-equiv="refresh" content="5"></noscript><script type="module" src="/assets/pulse.js"></script>`,
    },
  );
}
