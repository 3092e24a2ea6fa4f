/** `@tsgi/validator`: the specification, executable. */

// Validators
export { validate } from './validate.ts';
export type { ValidateOptions } from './validate.ts';
export { validateAll } from './validate-all.ts';
export type { Report } from './seam.ts';

// What they check
export { RULES } from './rules.ts';
export type { Rule, RuleId } from './rules.ts';

// Conformance of servers
export { serverConformance } from './conformance/server-conformance.ts';
export type { ServerConformanceOptions } from './conformance/server-conformance.ts';
export { CAPABILITIES } from './conformance/capability.ts';
export type { Capability } from './conformance/capability.ts';
export type { RunningServer, Start, StartOptions } from './conformance/stage.ts';
export { declareTests } from './conformance/declare-tests.ts';
export type { ConformanceCase, TestRunner } from './conformance/conformance-case.ts';

// Conformance of middleware
export { middlewareConformance } from './middleware-conformance/middleware-conformance.ts';
export type { Additions, Changes, MiddlewareConformanceOptions, Restore } from './middleware-conformance/statement.ts';
