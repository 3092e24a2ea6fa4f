/**
 * Remembers one header section of a connection. Clients send the same one again and again, and comparing bytes costs a
 * tenth of decoding them. Equal bytes give equal environs, so what an application sees does not depend on it.
 */

import type { Environ } from '@tsgi/contract';

import type { HeaderSection } from './header-section.ts';

/** A client whose header section was another one this many times in a row is not expected to repeat itself. */
const PATIENCE = 4;

export class HeadMemo {
  /** What the section that `matches` found says. */
  section: HeaderSection | undefined;

  #bytes: Buffer | undefined;
  #environ: Environ | undefined;
  #misses = 0;

  /** Whether the section that is remembered stands in `bytes` at `start`. Its version of HTTP is the same, too. */
  matches(http11: boolean, bytes: Buffer, start: number, end: number): boolean {
    const remembered = this.#bytes;
    if (remembered === undefined) return false;
    const { length } = remembered;
    if (
      end - start < length ||
      (this.#environ?.SERVER_PROTOCOL === 'HTTP/1.1') !== http11 ||
      bytes.compare(remembered, 0, length, start, start + length) !== 0
    ) {
      this.#misses++;
      return false;
    }
    this.#misses = 0;
    return true;
  }

  /** How many bytes long the section is. */
  get length(): number {
    return this.#bytes?.length ?? 0;
  }

  /** A new environ with all that came from the section, and nothing from a request line. */
  recall(): Environ {
    return { ...this.#environ! };
  }

  /** Takes a section in the place of the last. @param environ Holds what came from it, and nothing from a request line. */
  remember(bytes: Buffer, environ: Environ, section: HeaderSection): void {
    if (this.#misses >= PATIENCE) {
      this.forget();
      return;
    }
    this.#bytes = Buffer.from(bytes);
    this.#environ = { ...environ };
    this.section = section;
  }

  /** Holds nothing from now on, until the next section. */
  forget(): void {
    this.#bytes = this.#environ = this.section = undefined;
  }
}
