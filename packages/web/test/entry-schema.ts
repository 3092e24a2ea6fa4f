import type { StandardSchemaV1 } from '@standard-schema/spec';

/** A schema by hand: an object with an id, which may be written in digits. */
export const entry: StandardSchemaV1<{ id: string | number }, { id: number }> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate(value) {
      const id = Number((value as { id?: unknown }).id);
      return Number.isNaN(id) ? { issues: [{ message: 'expected a number', path: ['id'] }] } : { value: { id } };
    },
  },
};
