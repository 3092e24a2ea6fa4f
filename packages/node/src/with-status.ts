import { HttpError, type HeaderList } from '@tsgi/contract';
import { HOP_BY_HOP } from '@tsgi/serving';

/** An error as `http-errors` makes them, and body parsers and their kind throw them. */
interface ErrorWithStatus extends Error {
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly expose?: unknown;
  readonly headers?: Readonly<Record<string, unknown>> | null;
}

/** Connect answers an error with the status that it has, and with its headers. Its message is shown only where it says so. */
export function withStatus(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof HttpError) return error;
  const { message, status, statusCode, expose, headers } = error as ErrorWithStatus;
  const code = [status, statusCode].find(isFailure);
  if (code === undefined) return error;
  return new HttpError(code, message, { cause: error, expose: expose === true, headers: headersOf(headers) });
}

function isFailure(status: unknown): status is number {
  return Number.isInteger(status) && (status as number) >= 400 && (status as number) <= 599;
}

/** What is about the content that they came with: an error of an HTTP client has the headers of what it was answered. */
const OF_CONTENT: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
]);

function headersOf(headers: ErrorWithStatus['headers']): HeaderList {
  const list: [string, string][] = [];
  for (const [name, value] of Object.entries(headers ?? {})) {
    const lower = name.toLowerCase();
    if (HOP_BY_HOP.has(lower) || OF_CONTENT.has(lower)) continue;
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof each === 'string' || typeof each === 'number') list.push([name, String(each)]);
    }
  }
  return list;
}
