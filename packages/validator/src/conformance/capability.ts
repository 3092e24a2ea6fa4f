/** What not every server can do. A server that lacks one says so, and the cases that need it are skipped by name. */

/** Each capability, and what a server that has it does. */
export const CAPABILITIES = {
  http10: 'serves clients of HTTP/1.0',
  pipelining: 'takes requests before the answers to earlier ones are out',
  refusals: 'decides itself which requests are malformed, and answers them',
  rawTarget: 'sees the request target byte for byte',
  rawFields: 'sees and sends field lines in their number, order and spelling',
  reason: 'sends the reason phrase',
  sync: 'takes chunks in the turn in which the application returned them',
  expectContinue: 'decides itself when 100 Continue is sent',
  backpressure: 'knows when the client has taken what was sent',
  disconnects: 'learns that the client has gone away',
  truncation: 'can end a connection with an answer unfinished',
  halfClose: 'answers a client that has ended its side',
  errors: 'has a stream for tsgi.errors that is given to it',
  gracefulClose: 'finishes what runs when it is closed',
  informational: 'has tsgi.informational',
  trailers: 'has tsgi.trailers',
  file_wrapper: 'has tsgi.file_wrapper',
  upgrade: 'has tsgi.upgrade',
} as const;

export type Capability = keyof typeof CAPABILITIES;
