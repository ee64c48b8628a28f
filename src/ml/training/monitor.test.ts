/** Every figure that stopping can monitor: scikit-learn's numbers, by `scripts/reference/metrics.py`. */
import { describe, expect, it } from 'vitest';
import { ACTUAL, COUNTS, EXPECTED as METRIC_VALUES, OUTPUTS } from '../../core/metrics/testing/expected';
import { factsOf, headlineMetrics, isMetric, MONITORS, shapeOf, type Monitor } from '../../core/metrics';
import type { Head } from '../../core/heads';
import { monitored, requireMonitor, type Judged } from './monitor';

const names = (count: number) => Array.from({ length: count }, (_, k) => String(k));
const HEADS: Record<Head['kind'], Head> = {
  class: {
    task: 'score-bins',
    kind: 'class',
    title: 'Score in bins',
    names: names(COUNTS.class),
    unit: null,
  },
  labels: { task: 'genres', kind: 'labels', title: 'Genres', names: names(COUNTS.labels), unit: null },
  value: { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' },
};

/** The figures that stopping can monitor for a kind of head. */
const expectedOf = (kind: Head['kind']): Partial<Record<Monitor, number>> =>
  Object.fromEntries(
    Object.entries(METRIC_VALUES[kind]).filter(([id]) => isMetric(id) && factsOf(id, kind)?.monitor),
  );
const EXPECTED = { class: expectedOf('class'), labels: expectedOf('labels'), value: expectedOf('value') };

/** A head between two others, whose answers and outputs it must ignore, and with rows that have no answer. */
function among(kind: Head['kind']): Judged {
  const heads = [HEADS[kind === 'class' ? 'value' : 'class'], HEADS[kind], HEADS[kind]];
  const [before, own] = [heads[0].kind === 'value' ? 1 : COUNTS.class, OUTPUTS[kind].length];
  const columns = kind === 'labels' ? COUNTS.labels : 1;
  const rows = ACTUAL[kind].length / columns;
  const outputs = own / rows;
  const answers: number[] = [];
  const predictions: number[] = [];
  for (let row = 0; row <= rows; row++) {
    const actual = ACTUAL[kind].slice(row * columns, (row + 1) * columns);
    const none = Array.from({ length: columns }, () => NaN);
    const said = OUTPUTS[kind].slice(row * outputs, (row + 1) * outputs);
    const nothing = Array.from({ length: outputs }, () => 0.5);
    answers.push(0, ...(row < rows ? actual : none), ...none);
    predictions.push(...names(before).map(() => 0.25), ...(row < rows ? said : nothing), ...nothing);
  }
  return {
    heads,
    answers: Float32Array.from(answers),
    predictions: Float32Array.from(predictions),
    loss: 7,
  };
}

const all = (Object.keys(EXPECTED) as Head['kind'][]).flatMap((kind) =>
  (Object.keys(EXPECTED[kind]) as Monitor[]).map((metric) => [metric, kind] as const),
);

describe('the monitored figure', () => {
  it.each(all)("is scikit-learn's %s of a %s head", (metric, kind) => {
    const judged = {
      heads: [HEADS[kind]],
      answers: Float32Array.from(ACTUAL[kind]),
      predictions: Float32Array.from(OUTPUTS[kind]),
      loss: 7,
    };
    expect(monitored(metric, judged)).toBeCloseTo(EXPECTED[kind][metric] ?? NaN, 5);
    // of several heads, the first that has the figure
    const first = among(kind).heads.find((head) => metric in EXPECTED[head.kind]);
    if (first?.kind !== kind) return;
    expect(monitored(metric, among(kind))).toBeCloseTo(EXPECTED[kind][metric] ?? NaN, 5);
  });

  it('can be any figure, each of some task', () => {
    const known = new Set(all.map(([metric]) => metric));
    expect([...known, 'loss'].sort()).toEqual([...MONITORS].sort());
    for (const kind of ['class', 'labels', 'value'] as const)
      for (const metric of MONITORS) {
        if (metric === 'loss' || metric in EXPECTED[kind]) continue;
        expect(() => requireMonitor(metric, [HEADS[kind]])).toThrow(/cannot be measured/);
      }
  });

  it('can be everything that a comparison shows', () => {
    for (const kind of ['class', 'labels', 'value'] as const)
      for (const metric of headlineMetrics(shapeOf(HEADS[kind])))
        expect(Object.keys(EXPECTED[kind])).toContain(metric);
  });
});
