import { meetings } from '../../src/conformance/meetings.ts';
import { interrupted, testFaults } from './faulty-store.ts';

testFaults(meetings, {
  'takes one of many first versions': interrupted,
  'takes one of many next versions': interrupted,
  'loses no increment of eight writers': interrupted,
  'loses no increment of writers in two stores of the same data': interrupted,
  'says to one of many that they have ended a session': interrupted,
  'has nothing after an end that met a write': interrupted,
  'lets either a write or the end of its version through': interrupted,
  'loses no write that met a touch': interrupted,
});
