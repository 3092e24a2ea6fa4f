import type { Chunk, HeaderList } from '@tsgi/contract';

/** Fields of a query, each with one value or several. `undefined` is left out. */
export type QueryFields =
  | URLSearchParams
  | Readonly<Record<string, string | number | boolean | undefined | readonly (string | number | boolean)[]>>;

/** Fields of a form. */
export type FormFields = URLSearchParams | Readonly<Record<string, string | readonly string[]>>;

/** What a request has besides its method and its target. At most one of `json`, `form`, `multipart` and `body`. */
export interface RequestOptions {
  /** Header fields; they come after the client's own, and replace those of the same name. */
  readonly headers?: HeaderList | Readonly<Record<string, string>>;
  /** Fields that are added to the query of the target. */
  readonly query?: QueryFields;
  /** Content as JSON, with its `Content-Type`. */
  readonly json?: unknown;
  /** Content as `application/x-www-form-urlencoded`. */
  readonly form?: FormFields;
  /** Content as `multipart/form-data`, files among it. */
  readonly multipart?: FormData;
  /** Content as it is. What can be iterated is sent as it is made, in chunks, unless `Content-Length` is among the headers. */
  readonly body?: string | Uint8Array | Iterable<Chunk> | AsyncIterable<Chunk>;
  /** Whether redirects are followed; a number says how many at most. Default: none. `true` is 20. */
  readonly follow?: boolean | number;
  /** Goes away when it is aborted: the exchange ends early, and what is waited for rejects. */
  readonly signal?: AbortSignal;
}
