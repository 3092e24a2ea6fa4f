/** What is to be known of a head that is stored. A server keeps it in the form in which it will be sent. */
export interface AnswerHead {
  /** The status code. */
  readonly code: number;
  /** The application's `Content-Length`, or -1. */
  readonly contentLength: number;
}

/** The names and values of fields in turns: checked, and a copy that nobody else can change. */
export type FieldLines = readonly string[];
