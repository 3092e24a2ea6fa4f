/** `tsgi/fetch/deno`: all of `@tsgi/fetch/deno`. */
export * from '@tsgi/fetch/deno';
