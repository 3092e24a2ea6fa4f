/** What some stores are made without. */
export const CAPABILITIES = {
  oneCopy: 'leaves each session with its client, so that an earlier state of it stays good',
  large: 'takes no value of 1 MiB',
  restart: 'forgets everything when it is closed, and shares nothing',
  sweep: 'forgets by itself what has expired',
} as const;

/** The name of something that a store may lack. */
export type StoreCapability = keyof typeof CAPABILITIES;
