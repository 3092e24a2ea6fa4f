// How fast the machine itself is just now.
//
// A virtual machine whose clock is throttled, or whose time is taken, computes at half its speed for some seconds, and the
// operating system books that as our own CPU time: the same server then seems to cost twice as much. A fixed piece of work
// shows it. It does not show a neighbour on the other thread of our core (see extra-cost.ts).

import { spread } from './statistics.ts';

let fastest = Infinity;

// Compiled before the first that counts.
for (let turn = 0; turn < 10; turn += 1) work();

/** CPU time of the same ten million operations as a multiple of the fastest so far: 1 is calm. */
export function pace(): number {
  // The median of some pieces: one in which the whole machine stood still for a moment says nothing about its speed.
  const micros = spread(Array.from({ length: 9 }, work))?.median ?? NaN;
  fastest = Math.min(fastest, micros);
  return micros / fastest;
}

function work(): number {
  const before = process.cpuUsage();
  let value = 1;
  for (let step = 0; step < 1_000_000; step += 1) value = (Math.imul(value, 31) + step) | 0;
  const { user, system } = process.cpuUsage(before);
  // The loop has to have a result that is used, or the compiler leaves it out.
  return user + system + Number(value === 0.5);
}
