/** `tsgi/logging`: all of `@tsgi/logging`. */
export * from '@tsgi/logging';
