/**
 * The table of metrics against scikit-learn's numbers (`scripts/reference/metrics.py`), on whole sides and on
 * resamples.
 */
import { describe, expect, it } from 'vitest';
import { Random } from '../random';
import {
  factsOf,
  furtherMetrics,
  headlineMetrics,
  METRIC_IDS,
  metricFacts,
  type HeadKind,
  type HeadShape,
} from './facts';
import { measured, overRows, valuesOf } from './measures';
import { sideOf, ValueSide } from './sides';
import { ACTUAL, COUNTS, EXPECTED, OUTPUTS } from './testing/expected';

const KINDS = ['class', 'labels', 'value'] as const;
const sideOfKind = (kind: HeadKind) => sideOf(kind, ACTUAL[kind], OUTPUTS[kind], COUNTS[kind]);
const shape = (kind: HeadKind, ordered = true): HeadShape => ({ kind, classes: COUNTS[kind], ordered });

describe.each(KINDS)('metrics of a %s', (kind) => {
  it.each(Object.entries(EXPECTED[kind]))('equal scikit-learn’s %s', (metric, expected) => {
    const id = METRIC_IDS.find((one) => one === metric) ?? 'loss';
    expect(measured<HeadKind>(sideOfKind(kind), id)).toBeCloseTo(expected, 9);
  });

  it('over resamples equal those of the resampled films', () => {
    const side = sideOfKind(kind);
    const random = new Random(5, 'resample');
    const rows = Array.from({ length: side.size }, () => random.below(side.size));
    const taken = (values: readonly number[], width: number) =>
      rows.flatMap((row) => values.slice(row * width, (row + 1) * width));
    const width = OUTPUTS[kind].length / side.size;
    const columns = ACTUAL[kind].length / side.size;
    const repeated = sideOf(kind, taken(ACTUAL[kind], columns), taken(OUTPUTS[kind], width), COUNTS[kind]);
    const over = overRows<HeadKind>(side, shape(kind))(rows);
    const withInterval = METRIC_IDS.filter((metric) => factsOf(metric, kind)?.interval);
    expect(Object.keys(over).sort()).toEqual([...withInterval].sort());
    for (const metric of withInterval)
      expect(over[metric]).toBeCloseTo(measured<HeadKind>(repeated, metric) ?? NaN, 9);
  });

  it('are NaN without films, except F1', () => {
    const none = sideOf(kind, [], [], COUNTS[kind]);
    for (const metric of METRIC_IDS.filter((one) => factsOf(one, kind)))
      expect(measured<HeadKind>(none, metric) || NaN).toBeNaN();
  });
});

describe('where metrics are offered', () => {
  it('appears once in a comparison', () => {
    for (const kind of KINDS) {
      const headlines = headlineMetrics(shape(kind));
      expect(headlines.map((metric) => factsOf(metric, kind)?.compare)).toEqual(
        headlines.map((_, at) => at + 1),
      );
      for (const metric of furtherMetrics(shape(kind))) expect(headlines).not.toContain(metric);
    }
  });

  it('leaves out metrics that say nothing about a head', () => {
    const few: HeadShape = { kind: 'class', classes: 3, ordered: false };
    expect(headlineMetrics(few)).toEqual(['accuracy', 'macro-f1', 'log-loss']);
    expect(furtherMetrics(few)).toContain('kappa');
    expect(furtherMetrics(few)).not.toContain('quadratic-kappa');
    expect(furtherMetrics({ ...few, ordered: true })).toContain('quadratic-kappa');
  });

  it('has ids in kebab case, and a direction for whatever can be stopped by', () => {
    for (const metric of METRIC_IDS) expect(metric).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    const monitored = METRIC_IDS.filter((metric) => KINDS.some((kind) => factsOf(metric, kind)?.monitor));
    for (const metric of monitored) expect(metricFacts(metric).better).not.toBeNull();
  });
});

it('measures every metric of a kind at once', () => {
  expect(Object.keys(valuesOf(new ValueSide([1, 2], [1, 3]))).sort()).toEqual(
    Object.keys(EXPECTED.value).sort(),
  );
});
