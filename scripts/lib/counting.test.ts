/** Counts from the two runners' reports, in the forms that the runners document. */
import { expect, test } from 'vitest';
import { closingLine, countPlaywright, countVitest, plus, skippedByVitest } from './counting.mjs';

test('vitest: a file that could not be loaded is one failure', () => {
  const of = (...states: string[]) => states.map((status) => ({ status }));
  const counts = countVitest({
    testResults: [
      { status: 'passed', assertionResults: of('passed', 'passed', 'pending', 'todo') },
      { status: 'failed', assertionResults: of('passed', 'failed') },
      { status: 'failed', assertionResults: [] },
    ],
  });
  expect(counts).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test('vitest: tests that could not run because of a failed set-up are failures; other skipped tests are named', () => {
  const of = (group: string, status: string) => ({ status, ancestorTitles: ['', group], title: 'adds' });
  const report = {
    testResults: [
      { status: 'failed', assertionResults: [of('on cpu', 'passed'), of('on webgpu', 'skipped')] },
      {
        status: 'passed',
        assertionResults: [of('the real table', 'pending'), of('the real table', 'skipped')],
      },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 1, failed: 1, skipped: 2 });
  expect(skippedByVitest(report)).toEqual(['the real table: 2']);
});

test('playwright: flaky passes, an error outside of tests fails', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countPlaywright({ stats, errors: ['no browser'] })).toEqual({ passed: 6, failed: 2, skipped: 2 });
});

test('the closing line mentions skipped tests only if there are some', () => {
  const some = { passed: 3, failed: 0, skipped: 1 };
  expect(closingLine(some)).toBe('3 passed, 0 failed, 1 skipped');
  expect(closingLine(plus(some, { passed: 1, failed: 1, skipped: -1 }))).toBe('4 passed, 1 failed');
});
