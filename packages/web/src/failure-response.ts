/** Answers that say that something failed, in the form that the client wants. */

import {
  type Application,
  type Environ,
  getHeader,
  hasHeader,
  type HeaderList,
  setHeader,
  status as statusLine,
} from '@tsgi/contract';
import { acceptsMediaType, mergeVary } from '@tsgi/http';

import { issueText } from './check-schema.ts';
import type { Failure } from './failure.ts';
import { html } from './html.ts';
import { page } from './page.ts';
import { problem } from './problem.ts';
import { text } from './text.ts';

/** In which form a failure is shown. */
export type FailureForm = 'html' | 'json' | 'text';

/** The forms by media type; the first is for clients that take anything, as command-line clients do. */
const FORMS = {
  'text/plain': 'text',
  'text/html': 'html',
  'application/problem+json': 'json',
  'application/json': 'json',
} as const satisfies Record<string, FailureForm>;

const TYPES = Object.keys(FORMS) as (keyof typeof FORMS)[];

/** The form that a client wants; text where it wants none of them, since an answer it must get (RFC 9110 §12.4.1). */
export function failureForm(environ: Environ): FailureForm {
  return FORMS[acceptsMediaType(environ.HTTP_ACCEPT, TYPES) ?? 'text/plain'];
}

/** The fields that the answer of a failure has, whatever its form. */
export function failureHeaders({ status, headers }: Failure): HeaderList {
  let all = setHeader(headers, 'Vary', mergeVary(getHeader(headers, 'Vary'), 'Accept'));
  all = setHeader(all, 'X-Content-Type-Options', 'nosniff');
  // A failure of today must not be found in a cache tomorrow.
  return status < 500 || hasHeader(all, 'Cache-Control') ? all : setHeader(all, 'Cache-Control', 'no-store');
}

/** Tells a client of a failure, and nothing that it is not to know. */
export function failureResponse(failure: Failure, form: FailureForm): Application {
  const { status, detail, issues } = failure;
  const headers = failureHeaders(failure);
  const line = statusLine(status).trimEnd();
  if (form === 'json') {
    return problem(
      { status, ...(detail !== undefined && { detail }), ...(issues.length > 0 && { issues }) },
      { headers },
    );
  }
  if (form === 'text') return text(detail === undefined ? `${line}\n` : `${line}\n\n${detail}\n`, { status, headers });
  const shown =
    issues.length > 0
      ? html`<ul>${issues.map((issue) => html`<li>${issueText(issue)}</li>`)}</ul>`
      : detail !== undefined && html`<p>${detail}</p>`;
  const content = html`<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${line}</title>
<h1>${line}</h1>
${shown}
</html>
`;
  return page(content, { status, headers });
}
