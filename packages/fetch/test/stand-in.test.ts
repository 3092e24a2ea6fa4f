import { expect, test } from 'vitest';

import { standIn } from '../src/stand-in.ts';

class Native {
  static made = 0;
  readonly #text: string;

  constructor(text: string) {
    Native.made += 1;
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  get length(): number {
    return this.#text.length;
  }

  joined(...more: readonly string[]): string {
    return [this.#text, ...more].join();
  }

  *[Symbol.iterator](): Generator<string> {
    yield this.#text;
  }
}

class Light {
  get text(): string {
    return 'light';
  }
}

standIn(Light, Native, () => new Native('native'));

const light = (): Native => new Light() as unknown as Native;

test('answers what it has itself, and makes nothing for that', () => {
  Native.made = 0;
  expect(light().text).toBe('light');
  expect(light()).toBeInstanceOf(Native);
  expect(light().constructor).toBe(Native);
  expect(Native.made).toBe(0);
});

test('leaves getters, methods and what stands under symbols to the native one', () => {
  expect(light().length).toBe(6);
  expect(light().joined('a', 'b')).toBe('native,a,b');
  expect([...light()]).toEqual(['native']);
});
