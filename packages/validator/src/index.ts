/** `@tsgi/validator`: the specification, executable. */

// Validators
export { validate } from './validate.ts';
export type { ValidateOptions } from './validate.ts';
export { validateAll } from './validate-all.ts';
export type { Report } from './seam.ts';

// What they check
export { RULES } from './rules.ts';
export type { Rule, RuleId } from './rules.ts';
