/** `tsgi/fetch/bun`: all of `@tsgi/fetch/bun`. */
export * from '@tsgi/fetch/bun';
