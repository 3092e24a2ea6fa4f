/** What went wrong, for the author of the program: the stack, the source, the layers, the environ. */

import { status as statusLine, type Environ } from '@tsgi/contract';

import { describeAlone, errorChain } from './describe-error.ts';
import type { Failure } from './failure.ts';
import type { Fragment } from './fragment.ts';
import { html, raw } from './html.ts';
import { stackFrames, type StackFrame } from './stack-frames.ts';

/** Gives the text of a source file, by the path or URL that stands in a stack; `undefined` where it cannot. */
export type ReadSource = (file: string) => string | undefined;

/** What the page shows besides the error. */
export interface Surroundings {
  /** The names of the layers that the error came through, as far as they are known; its own is the first. */
  readonly layers: readonly [own: string, ...inner: string[]];
  readonly readSource?: ReadSource | undefined;
}

/** How many lines are shown around the one that failed. */
const LINES_AROUND = 4;

/** Of how many calls the source is shown. */
const MOST_SOURCES = 8;

/** Whoever looks over a shoulder, or is sent a picture of the page, could take over the session. */
const SECRET = /^HTTP_(?:COOKIE|AUTHORIZATION|PROXY_AUTHORIZATION)$/;

// Colours follow the system's.
const STYLE = raw(`<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
pre { overflow: auto; padding: .75rem; border: 1px solid #8886; border-radius: .25rem; font-size: .875rem; }
mark { background: #d332; color: inherit; font-weight: bold; }
table { border-collapse: collapse; font-size: .875rem; }
th, td { padding: .125rem .75rem .125rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { white-space: nowrap; }
</style>`);

/** The page of an error, for development alone: it shows what no visitor may see. */
export function developmentPage(
  error: unknown,
  failure: Failure,
  environ: Environ,
  { layers, readSource }: Surroundings,
): Fragment {
  const chain = errorChain(error);
  const line = statusLine(failure.status).trimEnd();
  // The specification's key for the pattern that a router has taken (rule M11).
  const route = environ['tsgi.exchange'].state.get('http.route');
  return html`<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${line}</title>
${STYLE}
<h1>${line}</h1>
<p>${environ.REQUEST_METHOD} ${environ.SCRIPT_NAME + environ.PATH_INFO}${typeof route === 'string' && html` (route ${route})`}</p>
${chain.map((each, index) => section(each, index > 0, readSource))}
<h2>Layers</h2>
<p>${shownLayers(chain[0], layers).join(' → ')}</p>
<h2>Environ</h2>
<table>${Object.entries(environ).map(([key, value]) => html`<tr><th>${key}</th><td>${shownValue(key, value)}</td></tr>\n`)}</table>
</html>
`;
}

/**
 * The layers, the outermost first: those that `compose` knows. Where they were put together by hand, the functions on the
 * error's stack tell, up to this one; what has awaited something is no longer there.
 */
export function shownLayers(error: unknown, layers: Surroundings['layers']): readonly string[] {
  if (layers.length > 2) return layers;
  const names = error instanceof Error ? stackFrames(error).map(({ name }) => name) : [];
  const called = names.slice(0, names.indexOf(layers[0]) + 1).filter((name) => name !== '');
  return called.length === 0 ? layers : called.toReversed();
}

function section(error: unknown, isCause: boolean, readSource?: ReadSource): Fragment {
  const frames = error instanceof Error ? stackFrames(error) : [];
  const own = frames.filter(({ file }) => !/^node:|[\\/]node_modules[\\/]/.test(file)).slice(0, MOST_SOURCES);
  return html`<h2>${isCause && 'Caused by: '}${error instanceof Error ? String(error) : describeAlone(error)}</h2>
${own.map((frame) => source(frame, readSource))}
<pre>${describeAlone(error)}</pre>
`;
}

function source(frame: StackFrame, readSource?: ReadSource): Fragment | undefined {
  const text = readQuietly(frame.file, readSource);
  if (text === undefined) return undefined;
  const from = Math.max(0, frame.line - 1 - LINES_AROUND);
  const lines = text.split('\n').slice(from, frame.line + LINES_AROUND);
  const numbered = lines.map((line, index) => {
    const number = from + index + 1;
    const shown = `${String(number).padStart(5)}  ${line}\n`;
    return number === frame.line ? html`<mark>${shown}</mark>` : shown;
  });
  return html`<p>${frame.name} ${frame.file}:${frame.line}:${frame.column}</p>\n<pre>${numbered}</pre>\n`;
}

function readQuietly(file: string, readSource?: ReadSource): string | undefined {
  try {
    return readSource?.(file);
  } catch {
    // The page of an error must not have one of its own, and most files of a stack are somewhere else.
    return undefined;
  }
}

function shownValue(key: string, value: unknown): string {
  if (typeof value === 'string') return SECRET.test(key) ? `(${value.length} characters, not shown)` : value;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? value.map(String).join(', ') : 'an object';
}
