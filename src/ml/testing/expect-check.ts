/** Turns a check of `checks/` into a test assertion. */
import { expect } from 'vitest';
import type { Check } from './checks/check';

/** All of its errors must be below the tolerance; NaN fails. */
export async function expectWithin(tolerance: number, check: Check): Promise<void> {
  const errors = Object.entries(await check.errors());
  expect(errors.filter(([, error]) => !(error < tolerance))).toEqual([]);
}
