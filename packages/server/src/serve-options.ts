import type { TlsOptions } from 'node:tls';

import type { ServeOptions as CommonOptions } from '@tsgi/serving';

/** What `serve` can be told; `tls` is as `node:tls` takes it. */
export type ServeOptions = CommonOptions<TlsOptions>;
