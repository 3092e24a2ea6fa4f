import {
  type Application,
  type Body,
  type Environ,
  isPromiseLike,
  refuseUnknownOptions,
  type StartResponse,
} from '@tsgi/contract';

import { checkEnviron } from './check-environ.ts';
import { CheckedExchange } from './checked-exchange.ts';
import { type Party, type Report, Seam, shown } from './seam.ts';

/** How `validate` goes about a breach. */
export interface ValidateOptions {
  /** Takes each breach in place of its being thrown; the exchange then goes on as it would have. Default: none. */
  readonly report?: Report;
}

/**
 * Wraps an application so that both sides of each exchange are held to the specification. What is right passes as it is.
 *
 * A breach is thrown at the side that is guilty of it, as a `ContractError`. Where that side is not on the
 * stack any more, at the end of an exchange, it is written to `tsgi.errors`.
 * @throws {TypeError} where `app` is not a function.
 */
export function validate(app: Application, options: ValidateOptions = {}): Application {
  if (typeof app !== 'function') throw new TypeError(`validate(): app must be an application, got ${shown(app)}`);
  refuseUnknownOptions('validate', options, ['report']);
  const { report } = options;
  if (report !== undefined && typeof report !== 'function') {
    throw new TypeError(`validate(): report must be a function, got ${shown(report)}`);
  }
  const server: Party = { side: 'server', name: '' };
  return checkedApplication(app, new Seam(server, { side: 'application', name: app.name }, { report }));
}

/** The application, with a validator at the given seam in front of it. */
export function checkedApplication(app: Application, seam: Seam): Application {
  return function validated(environ: Environ, startResponse: StartResponse): Body | PromiseLike<Body> {
    const keys = checkEnviron(seam, environ);
    if (typeof startResponse !== 'function') {
      seam.breach('S1', `passed ${shown(startResponse)} for startResponse`);
    }
    // Reported, not thrown: there is nothing here that a check could hold on to.
    if (keys < 0) return app(environ, startResponse);
    const exchange = new CheckedExchange(seam, environ, keys, startResponse);
    const result = app(exchange.environ, (status, headers, error) => exchange.callStart(status, headers, error));
    if (!isPromiseLike(result)) return exchange.settle(result);
    // A thenable may keep no promise's rules, which a server puts up with; it stays one, so that layers see what they would.
    const settled = Promise.resolve(result).then((body) => exchange.settle(body));
    // oxlint-disable-next-line unicorn/no-thenable -- that is what it is
    return result instanceof Promise ? settled : { then: settled.then.bind(settled) };
  };
}
