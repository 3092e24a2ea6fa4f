/** Has three things done at its end, and takes one back. */

import { atExit } from '../../src/at-exit.ts';

atExit(() => console.log('one'));
const takeBack = atExit(() => console.log('two'));
atExit(() => console.log('three'));
takeBack();
