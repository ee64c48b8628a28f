/**
 * How each metric is computed: the same function gives the figure and its interval. This does not compile if a metric
 * of `facts.ts` has no function, or has one for a kind of head that it does not exist for.
 */
import { expectedCalibrationError } from './classification';
import { averageFigures, cohenKappa, type ClassFigures } from './confusion';
import {
  isMeasured,
  METRIC_IDS,
  type HeadKind,
  type HeadShape,
  type IntervalMetric,
  type LabelMetric,
  type MetricId,
  type MetricOf,
} from './facts';
import { mean } from './regression';
import type { AnySide, ClassDraw, ClassSide, Draws, LabelDraw, LabelSide, Side, ValueSide } from './sides';

/** Functions of a draw. The figure is that of the whole side; its interval is that of the side's resamples. */
const MEASURES: {
  [Kind in HeadKind]: { [Metric in IntervalMetric<Kind>]: (draw: Draws[Kind]) => number };
} = {
  class: {
    'log-loss': (draw) => draw.mean(draw.side.logLosses()),
    accuracy: (draw) => hits(draw) / draw.size,
    'top-3': (draw) => draw.mean(draw.side.topThree()),
    'balanced-accuracy': (draw) =>
      meanOf(
        draw
          .figures()
          .filter(hasFilms)
          .map(({ recall }) => recall),
      ),
    'macro-f1': (draw) => averageFigures(draw.figures()).macro.f1,
    'micro-f1': (draw) => hits(draw) / draw.size,
    'exact-match': (draw) => hits(draw) / draw.size,
    kappa: (draw) => cohenKappa(draw.confusion(), draw.side.classes),
    'quadratic-kappa': (draw) => cohenKappa(draw.confusion(), draw.side.classes, 'quadratic'),
    'adjacent-accuracy': (draw) => hits(draw, 1) / draw.size,
  },
  labels: {
    'log-loss': (draw) => draw.mean(draw.side.crossEntropies()),
    accuracy: (draw) => 1 - wrongShare(draw),
    'macro-f1': (draw) => averageFigures(draw.figures()).macro.f1,
    'micro-f1': (draw) => draw.pooled().f1,
    'weighted-f1': (draw) => averageFigures(draw.figures()).weighted.f1,
    'samples-f1': (draw) => draw.mean(draw.side.f1s()),
    'exact-match': (draw) => draw.mean(draw.side.exact()),
    'any-match': (draw) => draw.mean(draw.side.matched()),
    'hamming-loss': (draw) => wrongShare(draw),
    'mean-average-precision': (draw) => meanOf(draw.ranked().map((label) => label.averagePrecision)),
    'mean-auc': (draw) => meanOf(draw.ranked().map((label) => label.auc)),
  },
  value: {
    'mean-absolute-error': (draw) => draw.mean(draw.side.absolute()),
    'root-mean-squared-error': (draw) => Math.sqrt(draw.mean(draw.side.squared())),
    r2: (draw) => 1 - draw.sum(draw.side.squared()) / draw.squaresAround(draw.mean(draw.side.actual)),
    spearman: (draw) => draw.side.ranks().figure(draw.times),
  },
};

/** Functions of the whole side, for metrics without an interval. */
const WHOLE_MEASURES: {
  [Kind in HeadKind]: {
    [Metric in Exclude<MetricOf<Kind>, IntervalMetric<Kind>>]: (of: Pick<Draws[Kind], 'side'>) => number;
  };
} = {
  class: {
    'calibration-error': ({ side: { actual, probabilities, classes } }) =>
      expectedCalibrationError(actual, probabilities, classes),
  },
  labels: {},
  value: {},
};

/** Number of films predicted correctly, or at most `off` classes away. */
function hits({ side: { classes }, confusion }: ClassDraw, off = 0): number {
  const counts = confusion();
  let found = 0;
  for (let actual = 0; actual < classes; actual++) {
    const last = Math.min(classes - 1, actual + off);
    for (let predicted = Math.max(0, actual - off); predicted <= last; predicted++)
      found += counts[actual * classes + predicted];
  }
  return found;
}

function hasFilms({ support }: ClassFigures): boolean {
  return support > 0;
}

/** Share of single labels that are wrong. */
function wrongShare(draw: LabelDraw): number {
  return draw.sum(draw.side.wrong()) / (draw.size * draw.side.labels);
}

/** Mean over the values that exist; NaN if there are none. */
function meanOf(values: readonly number[]): number {
  return mean(values.filter((value) => !Number.isNaN(value)));
}

/** Metrics of a single class or label, from its counts. */
const LABEL_MEASURES: Record<LabelMetric, (figures: ClassFigures) => number> = {
  recall: ({ recall }) => recall,
  precision: ({ precision }) => precision,
  f1: ({ f1 }) => f1,
  support: ({ support }) => support,
};

/** A table as a map, whose lookups can miss. */
function mapOf<T>(table: Partial<Record<MetricId, T>>): ReadonlyMap<MetricId, T> {
  return new Map(
    METRIC_IDS.flatMap((metric) => {
      const entry = table[metric];
      return entry === undefined ? [] : [[metric, entry] as const];
    }),
  );
}

const OVER_DRAWS: {
  [Kind in HeadKind]: ReadonlyMap<MetricId, (draw: Draws[Kind]) => number>;
} = {
  class: mapOf(MEASURES.class),
  labels: mapOf(MEASURES.labels),
  value: mapOf(MEASURES.value),
};

const OVER_WHOLE: {
  [Kind in HeadKind]: ReadonlyMap<MetricId, (of: Pick<Draws[Kind], 'side'>) => number>;
} = {
  class: mapOf(WHOLE_MEASURES.class),
  labels: mapOf(WHOLE_MEASURES.labels),
  value: mapOf(WHOLE_MEASURES.value),
};

/** One metric of a side; null if heads of this kind do not have it. */
export function measured<Kind extends HeadKind>(side: Side<Kind>, metric: MetricId): number | null {
  const whole = side.whole();
  return (OVER_DRAWS[side.kind].get(metric) ?? OVER_WHOLE[side.kind].get(metric))?.(whole) ?? null;
}

/** Every metric of a kind of head. Without films all are NaN, except F1, which is 0. */
export type Values<Kind extends HeadKind> = Record<MetricOf<Kind>, number>;

/** Measures all metrics of a side. */
export function valuesOf(side: ClassSide): Values<'class'>;
export function valuesOf(side: LabelSide): Values<'labels'>;
export function valuesOf(side: ValueSide): Values<'value'>;
export function valuesOf(side: AnySide): Partial<Record<MetricId, number>> {
  const values: Partial<Record<MetricId, number>> = {};
  for (const metric of METRIC_IDS) {
    const value = measured<HeadKind>(side, metric);
    if (value !== null) values[metric] = value;
  }
  return values;
}

/** The function that a bootstrap calls: metrics over any rows of a side, each row counted as often as it is listed. */
export type OverRows = (rows: ArrayLike<number>) => Partial<Record<MetricId, number>>;

/** The metrics of a head that have intervals. */
export function overRows<Kind extends HeadKind>(side: Side<Kind>, head: HeadShape): OverRows {
  const measures = [...OVER_DRAWS[side.kind]].filter(([metric]) => isMeasured(metric, head));
  const times = new Uint32Array(side.size);
  return (rows) => {
    times.fill(0);
    for (let at = 0; at < rows.length; at++) times[rows[at]]++;
    const draw = side.draw(times);
    const values: Partial<Record<MetricId, number>> = {};
    for (const [metric, measure] of measures) values[metric] = measure(draw);
    return values;
  };
}

const OVER_LABELS = mapOf(LABEL_MEASURES);

/** A metric of one class or label; null for metrics that are not of this kind. */
export function labelValue(figures: ClassFigures, metric: MetricId): number | null {
  return OVER_LABELS.get(metric)?.(figures) ?? null;
}
