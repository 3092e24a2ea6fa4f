/** What `serve` gives on every server. */

import type { CloseOptions } from './close-options.ts';

/** A server that runs. */
export interface Server extends AsyncDisposable {
  /** Where it can be reached: `http://127.0.0.1:8000`; `unix:` and a path for a Unix socket. */
  readonly url: string;
  /** The host that it listens on; the path, for a Unix socket. */
  readonly host: string;
  /** The port that it listens on; 0 for a Unix socket. */
  readonly port: number;
  /**
   * Stops accepting, closes idle connections, lets running exchanges finish, and aborts what is left after `graceMs`.
   * Resolves when all is over, deferred functions included, at the latest a second after that; a second call waits for
   * the first. Rejects with a `TypeError` for an option that is unknown or wrong, and closes nothing then.
   */
  close(options?: CloseOptions): Promise<void>;
}
