/** Reads the test runners' JSON reports as three numbers. */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @returns {Counts} */
export const NOTHING = Object.freeze({ passed: 0, failed: 0, skipped: 0 });

/** @param {Counts} a @param {Counts} b @returns {Counts} */
export function plus(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** @typedef {{ status: string, ancestorTitles?: string[], title?: string }} VitestTest */
/** @typedef {{ testResults: { status: string, assertionResults: VitestTest[] }[] }} VitestReport */

/**
 * Vitest's `json` reporter. A file that could not be loaded contains no tests and counts as one failure. If a file failed
 * without a failed test, its set-up failed, and the tests that could not run because of it count as failed.
 * @param {VitestReport} report
 * @returns {Counts}
 */
export function countVitest(report) {
  let counts = NOTHING;
  for (const file of report.testResults) {
    const states = file.assertionResults.map((test) => test.status);
    const failed = states.filter((state) => state === 'failed').length;
    const passed = states.filter((state) => state === 'passed').length;
    const others = states.length - passed - failed;
    const broken = file.status === 'failed' && failed === 0;
    counts = plus(
      counts,
      broken ? { passed, failed: Math.max(1, others), skipped: 0 } : { passed, failed, skipped: others },
    );
  }
  return counts;
}

/**
 * The skipped tests, by the title of their outermost group, which gives the reason.
 * @param {VitestReport} report
 * @returns {string[]}
 */
export function skippedByVitest(report) {
  /** @type {Map<string, number>} */
  const groups = new Map();
  for (const file of report.testResults)
    for (const { status, ancestorTitles, title } of file.assertionResults) {
      if (status === 'passed' || status === 'failed' || file.status === 'failed') continue;
      const group = ancestorTitles?.find(Boolean) ?? title ?? '';
      groups.set(group, (groups.get(group) ?? 0) + 1);
    }
  return [...groups].map(([group, count]) => `${group}: ${count}`);
}

/**
 * Playwright's `json` reporter. A flaky test counts as passed; an error outside of any test counts as one failure.
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
 * The closing line of a run.
 * @param {Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
