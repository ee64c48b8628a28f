/**
 * Work in chunks that threads take by drawing from a shared ticket. The words at `control`: generation, sleepers, ticket
 * (count in the upper half, next in the lower), kernel, arguments, chunks done, stop. The ticket is published last, and a
 * thread reads the rest only after it has drawn a chunk, so a late thread finds either nothing or a complete job.
 */
import { runKernel } from './kernels';

const GENERATION: usize = 0;
const SLEEPERS: usize = 4;
const TICKET: usize = 8;
const KERNEL: usize = 16;
const NUMBERS: usize = 20;
const DONE: usize = 24;
const STOP: usize = 28;

/** How often a thread polls before it sleeps: longer than the page needs from one kernel to the next. */
const PATIENCE: i32 = 40000;

function draw(control: usize): bool {
  const ticket = atomic.add<u64>(control + TICKET, 1);
  const count = <i32>(ticket >> 32);
  const chunk = <i32>(<u32>ticket);
  if (chunk >= count) return false;
  runKernel(load<i32>(control + KERNEL), load<usize>(control + NUMBERS), chunk, count);
  if (atomic.add<i32>(control + DONE, 1) + 1 === count) atomic.notify(control + DONE, 1);
  return true;
}

/** The main loop of a helper. */
export function serve(control: usize): void {
  while (!atomic.load<i32>(control + STOP)) {
    const generation = atomic.load<i32>(control + GENERATION);
    if (draw(control)) continue;
    let looks = PATIENCE;
    while (looks > 0 && atomic.load<i32>(control + GENERATION) === generation) looks--;
    if (looks > 0) continue;
    atomic.add<i32>(control + SLEEPERS, 1);
    atomic.wait<i32>(control + GENERATION, generation, -1);
    atomic.sub<i32>(control + SLEEPERS, 1);
  }
}

/** Runs a kernel in chunks; this thread takes its share. Returns when all are done. */
export function launch(control: usize, kernel: i32, numbers: usize, chunks: i32): void {
  store<i32>(control + KERNEL, kernel);
  store<usize>(control + NUMBERS, numbers);
  atomic.store<i32>(control + DONE, 0);
  atomic.store<u64>(control + TICKET, <u64>chunks << 32);
  atomic.add<i32>(control + GENERATION, 1);
  if (atomic.load<i32>(control + SLEEPERS) > 0) atomic.notify(control + GENERATION, -1);
  while (draw(control)) {}
  let looks = PATIENCE;
  for (;;) {
    const done = atomic.load<i32>(control + DONE);
    if (done === chunks) return;
    if (looks-- <= 0) atomic.wait<i32>(control + DONE, done, 1000000);
  }
}

/** Tells the helpers to end. */
export function stop(control: usize): void {
  atomic.store<i32>(control + STOP, 1);
  atomic.add<i32>(control + GENERATION, 1);
  atomic.notify(control + GENERATION, -1);
}
