/** What is compared: the same small app, written with each library as its documentation writes one, over TLS. */

import type { Contestant, Running } from '../comparison/contestant.ts';
import type { StoreLog } from './store-log.ts';

/** A library of sessions, and the app with it. */
export interface Library extends Contestant {
  /** Starts the app on a port of its own of the loopback interface. */
  start(setting: Setting): Promise<Running>;
}

/** What an app is started with. */
export interface Setting {
  readonly tls: { readonly key: string; readonly cert: string };
  readonly secret: string;
  /** Has to be told by the app's store, where there is one, what is asked of it. */
  readonly store: StoreLog;
}

/** More than a cookie holds, and not to be made shorter. */
export const LONG_TEXT = Array.from({ length: 4_500 }, (_, index) => ((index * 7919) % 36).toString(36)).join('');
