/** `@tsgi/testing`: one test client, in memory and over a live socket. */

// The client
export { client } from './client.ts';
export type { ClientOptions, TestClient } from './client.ts';
export type { FormFields, QueryFields, RequestOptions } from './request-options.ts';

// What comes back
export type { ArrivedChunk, TestResponse } from './test-response.ts';
export type { ExpectedResponse } from './expected-response.ts';
export type { InterimResponse } from './transport.ts';
export { ExpectationError } from './expectation-error.ts';

// Cookies
export { CookieJar } from './cookie-jar.ts';
export type { StoredCookie } from './cookie-jar.ts';

// By hand
export { environ } from './environ.ts';
