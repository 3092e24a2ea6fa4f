/** The client went away, or stopped taking part, before the exchange was complete. Nobody's bug: servers do not log it. */
export class ClientDisconnected extends Error {
  override readonly name: string = 'ClientDisconnected';

  constructor(message = 'the client disconnected before the exchange was complete', options?: ErrorOptions) {
    super(message, options);
  }
}
