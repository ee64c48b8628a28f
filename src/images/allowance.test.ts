import { describe, expect, it } from 'vitest';
import { Allowance } from './allowance';

/** Takes from the allowance, and logs the weight when it is granted. */
function taking(allowance: Allowance, weight: number, log: number[]) {
  const taken = allowance.take(weight);
  void taken.then(() => log.push(weight));
  return taken;
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('an allowance', () => {
  it('grants what fits, and queues the rest in order', async () => {
    const allowance = new Allowance(10);
    const log: number[] = [];
    const first = await taking(allowance, 6, log);
    const second = taking(allowance, 5, log);
    const third = taking(allowance, 1, log);
    await settle();
    // the small one would fit, but must not overtake: the large one would wait for ever
    expect(log).toEqual([6]);
    first();
    await settle();
    expect(log).toEqual([6, 5, 1]);
    (await second)();
    (await third)();
  });

  it('grants a weight above the limit once nothing else is in flight', async () => {
    const allowance = new Allowance(10);
    const log: number[] = [];
    const small = await taking(allowance, 2, log);
    const huge = taking(allowance, 1000, log);
    const next = taking(allowance, 3, log);
    await settle();
    expect(log).toEqual([2]);
    small();
    await settle();
    expect(log).toEqual([2, 1000]);
    (await huge)();
    await next;
    expect(log).toEqual([2, 1000, 3]);
  });
});
