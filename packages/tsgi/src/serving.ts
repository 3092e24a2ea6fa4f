/** `tsgi/serving`: all of `@tsgi/serving`. */
export * from '@tsgi/serving';
