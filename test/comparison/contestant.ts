/** Who is compared. */

/** A framework, or a server of files. */
export interface Contestant {
  readonly name: string;
  /** What of package.json it is made of; none for packages of this repository. */
  readonly packages: readonly string[];
}

/** An app that listens on a port of its own of the loopback interface. */
export interface Running {
  readonly port: number;
  close(): Promise<void>;
}
