/** One event of an event stream (HTML §9.2.6). */
export interface ServerSentEvent {
  /**
   * What it says; several lines are sent as such. Without it the client sees no event, but takes note of `id` and
   * `retry`.
   */
  readonly data?: string;
  /** The name by which scripts listen for it. Default: `message`. */
  readonly event?: string;
  /** What the client says in `Last-Event-ID` when it comes back. */
  readonly id?: string;
  /** After how many milliseconds the client is to come back, where it loses the connection. */
  readonly retry?: number;
  /** What scripts do not see. */
  readonly comment?: string;
}

/**
 * Writes an event. A line break of any kind in `data` or `comment` begins another line, so that no text can add a
 * field.
 * @throws {TypeError} for a line break in `event` or `id`, a NUL in `id`, and a `retry` that is no whole number.
 */
export function formatServerSentEvent({ data, event, id, retry, comment }: ServerSentEvent): string {
  let text = '';
  if (comment !== undefined) text += lines(': ', comment);
  if (event !== undefined) text += `event: ${oneLine('event', event)}\n`;
  if (id !== undefined) text += `id: ${oneLine('id', id)}\n`;
  if (retry !== undefined) text += `retry: ${wholeNumber(retry)}\n`;
  if (data !== undefined) text += lines('data: ', data);
  return `${text}\n`;
}

function lines(prefix: string, text: string): string {
  if (typeof text !== 'string') throw new TypeError(`an event's ${prefix}must be text, got ${typeof text}`);
  return `${prefix}${text.replaceAll(/\r\n|\r|\n/g, `\n${prefix}`)}\n`;
}

function oneLine(field: string, text: string): string {
  // A client ignores an id that has a NUL in it.
  if (!/[\r\n]/.test(text) && !text.includes('\0')) return text;
  throw new TypeError(`an event's ${field} must be one line without NUL, got ${JSON.stringify(text)}`);
}

function wholeNumber(retry: number): number {
  if (Number.isSafeInteger(retry) && retry >= 0) return retry;
  throw new TypeError(`an event's retry must be a whole number of milliseconds, got ${retry}`);
}
