/** The table of metrics against scikit-learn's numbers (`scripts/reference/metrics.py`), whole and over resamples. */
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
  type MetricOf,
} from './facts';
import { measured, overRows, valuesOf } from './measures';
import reference from './reference.json';
import { ClassSide, LabelSide, sideOf, ValueSide, type AnySide } from './sides';

const [single, multi, value] = [reference.singleLabel[0], reference.multiLabel[0], reference.regression[0]];

type Expected = { [Kind in HeadKind]: Record<MetricOf<Kind>, number> };

/** Every metric, or this does not compile. */
const EXPECTED: Expected = {
  class: {
    'log-loss': single.logLoss,
    accuracy: single.accuracy,
    'top-3': single.top[3] ?? NaN,
    'balanced-accuracy': single.balancedAccuracy,
    'macro-f1': single.macroF1,
    // of one class a film, both are the accuracy
    'micro-f1': single.accuracy,
    'exact-match': single.accuracy,
    kappa: single.kappa,
    'quadratic-kappa': single.quadraticKappa,
    'adjacent-accuracy': single.adjacentAccuracy,
    'calibration-error': single.expectedCalibrationError,
  },
  labels: {
    'log-loss': multi.logLoss,
    accuracy: multi.binaryAccuracy,
    'macro-f1': multi.macroF1,
    'micro-f1': multi.microF1,
    'weighted-f1': multi.weightedF1,
    'samples-f1': multi.samplesF1,
    'exact-match': multi.allMatch,
    'any-match': multi.atLeastOne,
    'hamming-loss': multi.hammingLoss,
    'mean-average-precision': multi.meanAveragePrecision,
    'mean-auc': multi.meanAuc,
  },
  value: {
    'mean-absolute-error': value.meanAbsoluteError,
    'root-mean-squared-error': value.rootMeanSquaredError,
    r2: value.r2,
    spearman: value.spearman,
  },
};

const SIDES: Record<HeadKind, AnySide> = {
  class: new ClassSide(single.actual, single.probabilities, single.classes),
  labels: new LabelSide(multi.actual, multi.probabilities, multi.classes),
  value: new ValueSide(value.actual, value.predicted),
};
const COUNTS: Record<HeadKind, number> = { class: single.classes, labels: multi.classes, value: 1 };
const OUTPUTS = { class: single.probabilities, labels: multi.probabilities, value: value.predicted };
const ACTUAL = { class: single.actual, labels: multi.actual, value: value.actual };

const KINDS = ['class', 'labels', 'value'] as const;
const shape = (kind: HeadKind, ordered = true): HeadShape => ({ kind, classes: COUNTS[kind], ordered });

describe.each(KINDS)('metrics of a %s', (kind) => {
  it.each(Object.entries(EXPECTED[kind]))('have scikit-learn’s %s', (metric, expected) => {
    const id = METRIC_IDS.find((one) => one === metric) ?? 'loss';
    expect(measured<HeadKind>(SIDES[kind], id)).toBeCloseTo(expected, 9);
  });

  it('have over resamples what the resampled films themselves have', () => {
    const side = SIDES[kind];
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
      expect(over[metric], metric).toBeCloseTo(measured<HeadKind>(repeated, metric) ?? NaN, 9);
  });

  it('of no films are no numbers, except F1', () => {
    const none = sideOf(kind, [], [], COUNTS[kind]);
    for (const metric of METRIC_IDS.filter((one) => factsOf(one, kind)))
      expect(measured<HeadKind>(none, metric) || NaN, metric).toBeNaN();
  });
});

describe('where metrics are offered', () => {
  it('is each in one place of a comparison', () => {
    for (const kind of KINDS) {
      const headlines = headlineMetrics(shape(kind));
      expect(headlines.map((metric) => factsOf(metric, kind)?.compare)).toEqual(
        headlines.map((_, at) => at + 1),
      );
      for (const metric of furtherMetrics(shape(kind))) expect(headlines).not.toContain(metric);
    }
  });

  it('leaves out what says nothing of a head', () => {
    const few: HeadShape = { kind: 'class', classes: 3, ordered: false };
    expect(headlineMetrics(few)).toEqual(['accuracy', 'macro-f1', 'log-loss']);
    expect(furtherMetrics(few)).toEqual(['balanced-accuracy', 'kappa', 'calibration-error']);
    expect(furtherMetrics({ ...few, ordered: true })).toContain('quadratic-kappa');
  });

  it('has ids in kebab case, and a direction for whatever can be stopped by', () => {
    for (const metric of METRIC_IDS) expect(metric).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const metric of METRIC_IDS)
      for (const kind of KINDS)
        if (factsOf(metric, kind)?.monitor) expect(metricFacts(metric).better).not.toBeNull();
  });
});

it('measures every metric of a kind at once', () => {
  expect(Object.keys(valuesOf(new ValueSide([1, 2], [1, 3]))).sort()).toEqual(
    Object.keys(EXPECTED.value).sort(),
  );
});
