/** `tsgi`: all of `@tsgi/contract`. */
export * from '@tsgi/contract';
