/** Who broke a rule of the specification. */
export type Side = 'server' | 'application' | 'middleware';

/** A breach of the specification: a bug in the program on that side, never the client's doing. */
export class ContractError extends Error {
  override readonly name: string = 'ContractError';
  /** The rule's id in `docs/specification.md`, such as `A7`. */
  readonly rule: string;
  /** Who broke it. */
  readonly side: Side;

  constructor(rule: string, side: Side, message: string, options?: ErrorOptions) {
    super(`${message} (rule ${rule})`, options);
    this.rule = rule;
    this.side = side;
  }
}
