import { inspect } from 'node:util';

import { expect, test } from 'vitest';

import { standIn } from '../src/stand-in.ts';

class Base {
  readonly #kind = 'base';

  kind(): string {
    return this.#kind;
  }

  get text(): string {
    return this.#kind;
  }
}

class Native extends Base {
  static made = 0;
  readonly #text: string;

  constructor(text: string) {
    super();
    Native.made += 1;
    this.#text = text;
  }

  override get text(): string {
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

// As a runtime has it; those of a class are passed over where properties are gone through.
Object.defineProperty(Native.prototype, 'text', { enumerable: true });

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

test('leaves what the native class has from another to the native one', () => {
  expect(light().kind()).toBe('base');
});

test('has its properties gone through where those of a native one are', () => {
  const names: string[] = [];
  for (const name in light()) names.push(name);
  expect(names).toEqual(['text']);
});

test('is shown as the native one, where that does not say how', () => {
  expect(inspect(light())).toBe(inspect(new Native('native')));
});
