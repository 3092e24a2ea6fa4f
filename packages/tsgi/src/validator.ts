/** `tsgi/validator`: all of `@tsgi/validator`. */
export * from '@tsgi/validator';
