/** A check of `checks/` as an assertion of a test. */
import { expect } from 'vitest';
import type { Check } from './checks/check';

/** All of its errors are below the tolerance; a NaN is not. */
export async function expectWithin(tolerance: number, check: Check): Promise<void> {
  const errors = Object.entries(await check.errors());
  expect(errors.filter(([, error]) => !(error < tolerance))).toEqual([]);
}
