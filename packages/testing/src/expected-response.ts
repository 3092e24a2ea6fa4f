import type { TestResponse } from './test-response.ts';

/** What an answer is to be. What is not named may be anything. */
export interface ExpectedResponse {
  readonly status?: number;
  /** Fields by name, repeated ones joined with `, `; `undefined` for one that may not be there. */
  readonly headers?: Readonly<Record<string, string | RegExp | undefined>>;
  /** The content as text. */
  readonly text?: string | RegExp;
  /** The content as JSON, compared as values. */
  readonly json?: unknown;
}

type Asked = Pick<TestResponse, 'status' | 'reason' | 'header' | 'text'>;

/** What differs, as a sentence; `undefined` where nothing does. */
export async function whatDiffers(response: Asked, expected: ExpectedResponse): Promise<string | undefined> {
  const { status, headers = {}, text } = expected;
  if (status !== undefined && response.status !== status) {
    return `expected the status ${status}, got ${response.status} ${response.reason}`.trimEnd();
  }
  for (const [name, wanted] of Object.entries(headers)) {
    const value = response.header(name);
    if (!fits(value, wanted)) return `expected the header ${name} to be ${shown(wanted)}, got ${shown(value)}`;
  }
  if (text !== undefined) {
    const content = await response.text();
    if (!fits(content, text)) return `expected the content ${shown(text)}, got ${shown(content)}`;
  }
  if (!('json' in expected)) return undefined;
  const content = await response.text();
  const wanted = canonical(expected.json);
  let got: string;
  try {
    got = canonical(JSON.parse(content));
  } catch {
    return `expected the JSON ${wanted}, got content that is none`;
  }
  return got === wanted ? undefined : `expected the JSON ${wanted}, got ${got}`;
}

function fits(value: string | undefined, wanted: string | RegExp | undefined): boolean {
  if (!(wanted instanceof RegExp)) return value === wanted;
  return value !== undefined && wanted.test(value);
}

function shown(value: string | RegExp | undefined): string {
  if (value === undefined) return 'nothing';
  if (value instanceof RegExp) return `like ${String(value)}`;
  return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
}

/** JSON with the keys of objects in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
