/** `tsgi/static`: all of `@tsgi/static`. */
export * from '@tsgi/static';
