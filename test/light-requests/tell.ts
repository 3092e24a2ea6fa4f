/** Says in one line what is seen otherwise in the runtime that runs this. */

import { differences } from './differences.ts';

console.log(JSON.stringify(await differences()));
