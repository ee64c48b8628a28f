/** What the test runners' JSON reports say, as three numbers. */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @returns {Counts} */
export const NOTHING = Object.freeze({ passed: 0, failed: 0, skipped: 0 });

/** @param {Counts} a @param {Counts} b @returns {Counts} */
export function plus(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * Vitest's `json` reporter. A file that could not even be loaded has no tests in it and counts as one failure.
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Counts}
 */
export function countVitest(report) {
  let counts = NOTHING;
  for (const file of report.testResults) {
    const states = file.assertionResults.map((test) => test.status);
    const failed = states.filter((state) => state === 'failed').length;
    const passed = states.filter((state) => state === 'passed').length;
    const broken = file.status === 'failed' && failed === 0 ? 1 : 0;
    counts = plus(counts, { passed, failed: failed + broken, skipped: states.length - passed - failed });
  }
  return counts;
}

/**
 * Playwright's `json` reporter. A flaky test passed; an error outside of any test counts as one failure.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * The line that ends a run.
 * @param {Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
