/** The charts by name, each with figures whose appearance is known. */
import type { ComponentType } from 'react';
import {
  Histogram,
  LineChart,
  ParallelCoordinates,
  ReliabilityChart,
  ScatterPlot,
  type Series,
} from '../../src/ui/charts';
import { FedCharts } from './FedCharts';

const fixed = (digits: number) => (value: number) => value.toFixed(digits);
const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

/** Numbers in [0, 1) that are the same at each load. */
function* chance(): Generator<number, never> {
  let state = 42;
  for (;;) {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    yield state / 4_294_967_296;
  }
}

const RUNS = ['resnet50, pad, 0.001', 'resnet50, stretch, 0.001', 'mobilenet v3 large, pad', 'kNN head'];

/** Four lines that end close together. */
const ENDING_CLOSE: Series[] = RUNS.map((label, run) => ({
  id: label,
  label,
  colour: `var(--series-${run + 1})`,
  points: Array.from({ length: 20 }, (_, at) => ({ x: at + 1, y: 0.6 + 0.9 * Math.exp(-at / (4 + run)) })),
}));

function Compared() {
  return (
    <LineChart
      title="Compared"
      xTitle="epoch"
      series={ENDING_CLOSE}
      xDomain={[0, 20]}
      tight
      show={fixed(2)}
      height={248}
      gutter={244}
    />
  );
}

const MARKED: Series[] = [
  { id: 'batch', label: 'Batch', colour: 'var(--series-train)', fine: true, points: jagged(400, 12) },
  { id: 'train', label: 'Train', colour: 'var(--series-train)', points: falling(12, 2.2, 0.4) },
  {
    id: 'validation',
    label: 'Validation',
    colour: 'var(--series-validation)',
    points: falling(12, 2.1, 0.7),
  },
];

function falling(epochs: number, from: number, to: number) {
  return Array.from({ length: epochs }, (_, at) => ({ x: at + 1, y: to + (from - to) * Math.exp(-at / 3) }));
}

function jagged(count: number, epochs: number) {
  const random = chance();
  return Array.from({ length: count }, (_, at) => {
    const x = ((at + 1) / count) * epochs;
    return { x, y: 0.4 + 1.9 * Math.exp(-x / 3) + (random.next().value - 0.5) * 0.6 };
  });
}

function Marked() {
  return (
    <LineChart
      title="Marked"
      xTitle="epoch"
      series={MARKED}
      xDomain={[0, 12]}
      show={fixed(2)}
      marks={[{ x: 9, label: 'best 9' }]}
      levels={[{ y: 1.5, label: 'majority class' }]}
    />
  );
}

const SEARCHED: Series[] = [
  {
    id: 'raw',
    label: 'Loss',
    colour: 'var(--series-train)',
    fine: true,
    dots: true,
    points: searched().map(({ x, y }, at) => ({ x, y: y + 0.04 * Math.sin(at * 7) })),
  },
  { id: 'smoothed', label: 'Smoothed', colour: 'var(--series-train)', points: searched() },
];

function searched() {
  return Array.from({ length: 100 }, (_, at) => {
    const x = -7 + (at * 7) / 99;
    return { x, y: 0.7 - 0.3 / (1 + Math.exp(-(x + 3) * 2)) + Math.exp((x + 0.6) * 4) };
  });
}

function Searched() {
  return (
    <div style={{ width: 280 }}>
      <LineChart
        title="Searched"
        xTitle="learning rate"
        series={SEARCHED}
        xDomain={[-7, 1]}
        yDomain={[0.4, 1]}
        show={fixed(2)}
        showX={(exponent) => (10 ** exponent).toExponential(0)}
        marks={[
          { x: -3.2, label: 'valley' },
          { x: -2.8, label: 'steepest' },
        ]}
        height={168}
        unnamed
      />
    </div>
  );
}

const DIVERGED: Series[] = [
  {
    id: 'loss',
    label: 'Loss',
    colour: 'var(--series-1)',
    points: [1, 0.8, NaN, 0.7, 0.6, Infinity].map((y, at) => ({ x: at + 1, y })),
  },
  { id: 'single', label: 'Single', colour: 'var(--series-2)', points: [{ x: 2, y: 0.4 }] },
];

function Diverged() {
  return (
    <LineChart
      title="Diverged"
      xTitle="epoch"
      series={DIVERGED}
      xDomain={[0, 6]}
      show={fixed(2)}
      height={168}
    />
  );
}

function Empty() {
  return (
    <LineChart title="Empty" xTitle="epoch" series={[]} xDomain={[0, 20]} show={fixed(2)} height={120} />
  );
}

const FILMS = 3000;
const random = chance();
const ACTUAL = Float64Array.from({ length: FILMS }, () => 3 + 6 * random.next().value);
const PREDICTED = ACTUAL.map((score) => 6 + (score - 6) * 0.5 + (random.next().value - 0.5) * 2);

function Scattered() {
  return (
    <ScatterPlot
      actual={ACTUAL}
      predicted={PREDICTED}
      baseline={{ value: 6, label: 'mean of the training films' }}
      unit="points"
    />
  );
}

const BINS = Array.from({ length: 10 }, (_, bin) => ({
  low: bin / 10,
  high: (bin + 1) / 10,
  count: bin < 3 ? 0 : bin * 20,
  confidence: bin / 10 + 0.05,
  accuracy: Math.min(1, bin / 10 + (bin % 2 ? -0.04 : 0.08)),
}));

function Reliable() {
  return <ReliabilityChart bins={BINS} />;
}

const COUNTS = [1, 4, 11, 30, 62, 80, 71, 40, 22, 9, 3, 1];

function Counted() {
  return (
    <Histogram
      bins={COUNTS.map((count, bin) => ({ from: -3 + bin / 2, to: -2.5 + bin / 2, count }))}
      title="predicted − actual, points"
      noun="film"
      mark={{ x: 0, label: 'no error' }}
    />
  );
}

const AXES = [
  { id: 'fit', title: 'Fit' },
  { id: 'rate', title: 'Learning rate' },
  { id: 'accuracy', title: 'Accuracy', show: percent },
];
const LINES = [
  { fit: 'Pad', rate: 0.001, accuracy: 0.85 },
  { fit: 'Stretch', rate: 0.003, accuracy: 0.81 },
  { fit: 'Random crop', rate: 0.01 },
].map((values, at) => ({
  id: String(at),
  label: `Run ${at + 1}`,
  colour: `var(--series-${at + 1})`,
  values: new Map<string, number | string>(Object.entries(values)),
}));

function Parallel() {
  return <ParallelCoordinates title="Parallel" axes={AXES} lines={LINES} />;
}

export const CHARTS: Record<string, ComponentType> = {
  compared: Compared,
  marked: Marked,
  searched: Searched,
  diverged: Diverged,
  empty: Empty,
  scattered: Scattered,
  reliable: Reliable,
  counted: Counted,
  parallel: Parallel,
  fed: FedCharts,
};
