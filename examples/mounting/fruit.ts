/** What the shop sells. */
export const FRUIT: readonly string[] = ['apple', 'pear', 'quince'];
