import { inputLimits } from '../../../src/conformance/server/input-limits.ts';
import { collectedInput, withInput } from '../faulty-input.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(inputLimits, {
  'throws a TypeError where content is iterated a second time': collectedInput,
  'gives no byte of chunked content beyond the limit': withInput(() => ({ limit() {} })),
  'ends reading at once after close(), also where more would come': withInput(() => ({ close() {} })),
});
