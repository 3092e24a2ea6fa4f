import type { ErrorStream } from '@tsgi/contract';

import { shown, type Seam } from './seam.ts';

/** `tsgi.errors`, as the application sees it. */
export class CheckedErrors implements ErrorStream {
  readonly #seam: Seam;
  readonly #errors: ErrorStream;

  constructor(seam: Seam, errors: ErrorStream) {
    this.#seam = seam;
    this.#errors = errors;
  }

  write(text: string): void {
    if (typeof text !== 'string') this.#seam.breach('A24', `wrote ${shown(text)} to tsgi.errors`);
    this.#errors.write(text);
  }

  flush(): void | PromiseLike<void> {
    return this.#errors.flush();
  }
}
