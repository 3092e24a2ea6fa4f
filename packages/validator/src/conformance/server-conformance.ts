import { refuseUnknownOptions } from '@tsgi/contract';

import { CAPABILITIES, type Capability } from './capability.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { runnableCase, type ServerCase } from './server-case.ts';
import { abort } from './server/abort.ts';
import { afterAbort } from './server/after-abort.ts';
import { calling } from './server/calling.ts';
import { closing } from './server/closing.ts';
import { connections } from './server/connections.ts';
import { deferred } from './server/deferred.ts';
import { disposal } from './server/disposal.ts';
import { environs } from './server/environs.ts';
import { errors } from './server/errors.ts';
import { expectContinue } from './server/expect-continue.ts';
import { files } from './server/files.ts';
import { framing } from './server/framing.ts';
import { headFields } from './server/head-fields.ts';
import { heads } from './server/heads.ts';
import { informational } from './server/informational.ts';
import { input } from './server/input.ts';
import { inputLimits } from './server/input-limits.ts';
import { lateErrors } from './server/late-errors.ts';
import { outcomes } from './server/outcomes.ts';
import { paths } from './server/paths.ts';
import { refusals } from './server/refusals.ts';
import { refusedHeads } from './server/refused-heads.ts';
import { requestFields } from './server/request-fields.ts';
import { sending } from './server/sending.ts';
import { trailers } from './server/trailers.ts';
import { unreadInput } from './server/unread-input.ts';
import { upgrade } from './server/upgrade.ts';
import { withoutContent } from './server/without-content.ts';
import type { Start } from './stage.ts';

/** What is known of a server beforehand. */
export interface ServerConformanceOptions {
  /** What the server cannot do. Cases that need it are skipped by name. Default: nothing. */
  readonly lacks?: readonly Capability[];
  /** How long one case may take, in milliseconds. No case needs a tenth of the default: 4000. */
  readonly caseMs?: number;
}

/** All topics, in the order of the specification. */
const TOPICS: Readonly<Record<string, readonly ServerCase[]>> = {
  'calling the application': calling,
  startResponse: heads,
  'heads that are refused': refusedHeads,
  'heads on the wire': headFields,
  'errors before the head': errors,
  'errors after the head': lateErrors,
  'sending the body': sending,
  framing,
  'answers without content': withoutContent,
  disposal,
  'deferred functions': deferred,
  outcomes,
  'clients that go away': abort,
  'when the client has gone': afterAbort,
  'the request body': input,
  'the ends of the request body': inputLimits,
  'request bodies that nobody reads': unreadInput,
  '100 Continue': expectContinue,
  'the environ': environs,
  'request fields': requestFields,
  'request targets': paths,
  'malformed requests': refusals,
  connections,
  'interim responses': informational,
  trailers,
  files,
  upgrades: upgrade,
  closing,
};

/**
 * Cases for everything that the specification asks of servers, over live sockets.
 *
 * Each case starts a server of its own by `start`, which has it listen on a free port, hands `errors` on for
 * `tsgi.errors`, and gives its `url` and `close()`: `(app, options) => serve(app, { port: 0, ...options })`. A case's
 * `run()` resolves where the server conforms, and rejects with the bytes that went both ways where it does not.
 * @throws {TypeError} for a `start` that is no function, and for something in `lacks` that is no capability.
 */
export function serverConformance(start: Start, options: ServerConformanceOptions = {}): ConformanceCase[] {
  if (typeof start !== 'function') {
    throw new TypeError(`serverConformance(): start must be a function that starts a server, got ${typeof start}`);
  }
  refuseUnknownOptions('serverConformance', options, ['lacks', 'caseMs']);
  const { lacks = [], caseMs = 4000 } = options;
  for (const name of lacks) {
    if (!Object.hasOwn(CAPABILITIES, name)) {
      const known = Object.keys(CAPABILITIES).join(', ');
      throw new TypeError(`serverConformance(): lacks names ${name}; the capabilities are ${known}`);
    }
  }
  return Object.entries(TOPICS).flatMap(([topic, cases]) =>
    cases.map((each) => {
      const lacking = each.needs?.find((capability) => lacks.includes(capability));
      const skip = lacking === undefined ? undefined : `for a server that ${CAPABILITIES[lacking]}`;
      return runnableCase(topic, each, start, caseMs, skip);
    }),
  );
}
