import {
  type Chunk,
  ClientDisconnected,
  type Environ,
  getHeader,
  type HeaderList,
  type Outcome,
  type Status,
} from '@tsgi/contract';
import { type Client, resolveClient, type TrustedProxies } from '@tsgi/http';

import type { AccessRecord, Ending } from './access-record.ts';
import { errorType } from './error-type.ts';
import { REDACTED, type Redaction } from './redaction.ts';
import { HTTP_ROUTE, REQUEST_ID, SPAN_ID, stringAt, TRACE_ID, USER_ID } from './state-keys.ts';
import { clock, wallTime } from './wall-clock.ts';

/** How records are read. */
export interface RecordSettings {
  readonly redaction: Redaction;
  readonly proxies: TrustedProxies | undefined;
}

const IN_PROGRESS: Outcome = { status: 0, bytes: 0 };

/** One exchange while it lasts, and its record when it is over. */
export class ExchangeRecord implements AccessRecord {
  readonly environ: Environ;
  /** Bytes of content that the application has read. */
  requestBytes = 0;

  readonly #settings: RecordSettings;
  readonly #begun: number = clock.now();
  /** 0 where it leaves with all else. */
  #headAt = 0;
  #endedAt = 0;
  #status: Status | undefined;
  #headers: HeaderList | undefined;
  #outcome: Outcome = IN_PROGRESS;
  #client: Client | undefined;
  #returned = false;

  constructor(environ: Environ, settings: RecordSettings) {
    this.environ = environ;
    this.#settings = settings;
  }

  /** The head of the response has been given. @returns whether it is the first. */
  noteHead(status: Status, headers: HeaderList): boolean {
    const first = this.#status === undefined;
    if (this.#returned) this.#headAt = clock.now();
    this.#status = status;
    this.#headers = headers;
    return first;
  }

  /** The head of an upgrade has been given: it leaves alone, and the connection may go on for hours. */
  noteUpgrade(headers: HeaderList): void {
    this.noteHead('101 Switching Protocols', headers);
    this.#headAt = clock.now();
  }

  /** The application has returned `result`: an answer in one piece leaves whole, its head at its end; else the head leaves now. */
  noteReturn(result: unknown): void {
    this.#returned = true;
    if (this.#status !== undefined && !isOnePiece(result)) this.#headAt = clock.now();
  }

  /** The last byte has been sent, or none will be any more. What is noted first stays. */
  noteEnd(): void {
    if (this.#endedAt === 0) this.#endedAt = clock.now();
  }

  noteOutcome(outcome: Outcome): void {
    this.#outcome = outcome;
  }

  // When

  get time(): number {
    return wallTime(this.#begun);
  }

  get headMs(): number | undefined {
    if (this.status === 0) return undefined;
    // An answer that the server has made in place of the application's comes at the very end.
    const isApart = this.#headAt !== 0 && this.#isHeadSent();
    return (isApart ? this.#headAt : this.#endedAt) - this.#begun;
  }

  get durationMs(): number {
    return this.#endedAt - this.#begun;
  }

  // The request

  get method(): string {
    return this.environ.REQUEST_METHOD;
  }

  get scheme(): 'http' | 'https' {
    return this.#settings.proxies === undefined ? this.environ['tsgi.url_scheme'] : this.#resolved().proto;
  }

  get host(): string {
    const { environ } = this;
    const asked = this.#settings.proxies === undefined ? environ.HTTP_HOST : this.#resolved().host;
    return asked || environ.SERVER_NAME;
  }

  get target(): string {
    return this.#settings.redaction.target(this.environ);
  }

  get path(): string {
    return this.#settings.redaction.path(this.environ);
  }

  get query(): string {
    return this.#settings.redaction.query(this.environ);
  }

  get route(): string | undefined {
    return this.#told(HTTP_ROUTE);
  }

  get protocol(): string {
    return this.environ.SERVER_PROTOCOL;
  }

  requestHeader(name: string): string | undefined {
    const field = name.toLowerCase();
    // Without the query, as it is elsewhere.
    if (field === 'referer') return this.referrer;
    return this.#shown(field, this.#field(field));
  }

  #shown(name: string, value: string | undefined): string | undefined {
    return value !== undefined && this.#settings.redaction.hidesHeader(name) ? REDACTED : value;
  }

  #field(name: string): string | undefined {
    if (name === 'content-type') return this.environ.CONTENT_TYPE;
    if (name === 'content-length') return this.environ.CONTENT_LENGTH;
    // None whose name has `_` is in an environ: it would be that of another.
    if (name.includes('_')) return undefined;
    return this.environ[`HTTP_${name.toUpperCase().replaceAll('-', '_')}`];
  }

  // The response

  get status(): number {
    return this.#outcome.status;
  }

  get responseBytes(): number {
    return this.#outcome.bytes;
  }

  get ending(): Ending {
    if (!('error' in this.#outcome)) return 'complete';
    return this.#outcome.error instanceof ClientDisconnected ? 'aborted' : 'failed';
  }

  get error(): unknown {
    return this.#outcome.error;
  }

  get errorType(): string | undefined {
    return errorType(this.#outcome);
  }

  responseHeader(name: string): string | undefined {
    if (this.#headers === undefined || !this.#isHeadSent()) return undefined;
    return this.#shown(name.toLowerCase(), getHeader(this.#headers, name));
  }

  /** Whether the head that the application gave is the one that was sent: a server may have had to send another. */
  #isHeadSent(): boolean {
    return this.#status !== undefined && codeOf(this.#status) === this.status;
  }

  // Who

  get client(): string | undefined {
    return this.#settings.proxies === undefined ? this.environ.REMOTE_ADDR : this.#resolved().address;
  }

  get userAgent(): string | undefined {
    const name = this.environ.HTTP_USER_AGENT;
    return name !== undefined && this.#settings.redaction.hidesUserAgent ? REDACTED : name;
  }

  get referrer(): string | undefined {
    const url = this.environ.HTTP_REFERER;
    return url === undefined ? undefined : this.#settings.redaction.referrer(url);
  }

  get user(): string | undefined {
    return this.#told(USER_ID) ?? this.environ.REMOTE_USER;
  }

  get requestId(): string | undefined {
    return this.#told(REQUEST_ID);
  }

  get traceId(): string | undefined {
    return this.#told(TRACE_ID);
  }

  get spanId(): string | undefined {
    return this.#told(SPAN_ID);
  }

  #told(key: string): string | undefined {
    return stringAt(this.environ['tsgi.exchange'], key);
  }

  #resolved(): Client {
    const { proxies } = this.#settings;
    return (this.#client ??= resolveClient(this.environ, proxies!.trusted, proxies!.field));
  }
}

/** `Number(status.slice(0, 3))`, of what a server has checked. */
function codeOf(status: Status): number {
  return status.charCodeAt(0) * 100 + status.charCodeAt(1) * 10 + status.charCodeAt(2) - 48 * 111;
}

/** More than this may leave in several pieces. */
const PIECE = 16_384;

function isOnePiece(body: unknown): boolean {
  if (!Array.isArray(body)) return false;
  if (body.length === 0) return true;
  const chunk = body[0] as Chunk | null | undefined;
  return body.length === 1 && (chunk?.length ?? Infinity) <= PIECE;
}
