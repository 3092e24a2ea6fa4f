import { HttpError } from '@tsgi/contract';
import type { StandardSchemaV1 } from '@standard-schema/spec';

import type { BodyOptions } from './request-body.ts';

/** One thing that a schema finds wrong. */
export interface Issue {
  /** What is wrong. */
  readonly message: string;
  /** Where: keys and indexes from the outside in. */
  readonly path: readonly (string | number)[];
}

/** How many issues are reported: every member of a large body may have one, and the answer must not outgrow the body. */
const MOST_ISSUES = 100;

/**
 * A request's body is well-formed, and not what was asked for (RFC 9110 §15.5.21). `errors()` tells the client all
 * issues.
 */
export class ValidationError extends HttpError {
  override readonly name: string = 'ValidationError';
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(422, issues.map(issueText).join('; '));
    this.issues = issues;
  }
}

/** An issue in one line: `entries.0.name: expected a string`. */
export function issueText({ message, path }: Issue): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}

/**
 * Has a Standard Schema (https://standardschema.dev) check a value, and returns what it makes of it.
 * @throws {ValidationError} 422, with the schema's issues, the first hundred of them.
 */
export async function checkSchema<Schema extends StandardSchemaV1>(
  schema: Schema,
  value: unknown,
): Promise<StandardSchemaV1.InferOutput<Schema>> {
  const result = await schema['~standard'].validate(value);
  if (result.issues !== undefined) throw new ValidationError(result.issues.slice(0, MOST_ISSUES).map(issueOf));
  return result.value;
}

/**
 * Tells a schema and options from options alone: only a schema has `~standard`.
 * @throws {TypeError} for what is neither.
 */
export function schemaAndOptions(
  caller: string,
  first: StandardSchemaV1 | BodyOptions | undefined,
  second: BodyOptions | undefined,
): readonly [schema: StandardSchemaV1 | undefined, options: BodyOptions | undefined] {
  if (first === undefined) return [undefined, second];
  // A schema may be a function with properties.
  const isObject = (typeof first === 'object' && first !== null) || typeof first === 'function';
  if (isObject && '~standard' in first) return [first, second];
  if (isObject && second === undefined && Object.keys(first).every((key) => key === 'limit')) return [undefined, first];
  throw new TypeError(
    `${caller}: expected a Standard Schema or { limit }, got ${first === null ? 'null' : typeof first}`,
  );
}

function issueOf({ message, path = [] }: StandardSchemaV1.Issue): Issue {
  const keys = path.map((segment) => (typeof segment === 'object' ? segment.key : segment));
  return { message, path: keys.map((key) => (typeof key === 'number' ? key : String(key))) };
}
