import type { Gateway, Site } from '@tsgi/serving';

/** What all exchanges of one server share. */
export interface Serving extends Site {
  readonly gateway: Gateway;
  /** The most bytes of request content. */
  readonly bodyBytes: number;
  /** The most header fields of a request. */
  readonly headerCount: number;
  serverName: string;
  serverPort: string;
}
