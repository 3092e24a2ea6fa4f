/** What this package uses of Node, Bun and Deno where it runs there: asked for at run time, so that it loads anywhere. */

interface Runtime {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
}

/**
 * A module of the runtime, or `undefined` where there is none.
 * @typeParam Module As much of the module as is used.
 */
export function builtIn<Module>(name: `node:${string}`): Module | undefined {
  return (globalThis as Runtime).process?.getBuiltinModule?.(name) as Module | undefined;
}
