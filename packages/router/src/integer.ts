import type { Converter } from './converter.ts';

const INTEGER = /^(?:0|-?[1-9][0-9]{0,15})$/;

/**
 * Integers in decimal that a number holds exactly. Each has one spelling, so that a resource has one URL: `007`, `+7`
 * and `-0` are none.
 */
export const integer: Converter<number> = Object.freeze({
  label: 'integer',
  parse(text: string): number | undefined {
    const value = INTEGER.test(text) ? Number(text) : undefined;
    return Number.isSafeInteger(value) ? value : undefined;
  },
  format(value: number): string {
    if (!Number.isSafeInteger(value)) {
      const got = typeof value === 'number' ? String(value) : typeof value;
      throw new TypeError(`integer: expected a safe integer, got ${got}`);
    }
    return String(value === 0 ? 0 : value);
  },
});
