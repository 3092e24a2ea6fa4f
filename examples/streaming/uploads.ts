import { randomUUID } from 'node:crypto';

import { Upload } from './upload.ts';

/** How many are remembered, so that nobody fills the memory by asking for the form. */
const MOST = 1000;

/** The uploads that are expected or arrive, and those that have been of late. */
export class Uploads {
  readonly #byId = new Map<string, Upload>();

  /** Expects one, and gives the name by which it can be found. It cannot be guessed. */
  expect(): string {
    const id = randomUUID();
    this.#byId.set(id, new Upload());
    if (this.#byId.size > MOST) this.#byId.delete(this.#byId.keys().next().value!);
    return id;
  }

  find(id: string): Upload | undefined {
    return this.#byId.get(id);
  }
}
