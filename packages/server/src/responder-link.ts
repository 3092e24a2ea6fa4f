import type { Departure } from './capabilities.ts';
import type { Output } from './output.ts';

/** What a responder asks of its connection. */
export interface ResponderLink {
  readonly output: Output;
  /**
   * Decides, once, as the head is sent, whether the connection stays open after this exchange.
   * @param delimited Whether the client can tell the end of the response without that.
   */
  persists(delimited: boolean): boolean;
  /** The status to answer an error with that the server itself has given to the application; 0 for any other. */
  statusOf(error: unknown): number;
  /** Reports an error to `tsgi.errors`. */
  report(error: unknown): void;
  /**
   * Sends what there is and cuts the connection off, so that the client sees that the answer is not complete.
   * @param delimited Whether the client can tell the end of the response without that.
   */
  cutOff(delimited: boolean): void;
  /** Gives the connection to the handler of `tsgi.upgrade`. */
  leaveHttp(handler: Departure['handler']): void;
  /** The exchange is over. */
  onOver(): void;
}
