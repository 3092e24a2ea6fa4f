/** `tsgi/node`: all of `@tsgi/node`. */
export * from '@tsgi/node';
