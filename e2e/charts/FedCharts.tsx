/**
 * Loss and accuracy fed as in training: ten updates per second, a whole epoch with every tenth of them, and the losses
 * of thousands of batches as a fine line behind.
 */
import { useMemo, useState } from 'react';
import { LineChart, type Point, type Series } from '../../src/ui/charts';

const UPDATES = 40;
const EVERY_MS = 100;
const EPOCHS = 20;
const BATCHES_AN_UPDATE = 200;

const fixed = (value: number) => value.toFixed(2);

export function FedCharts() {
  const [update, setUpdate] = useState(0);
  const feed = () => {
    let next = 0;
    const timer = setInterval(() => {
      setUpdate(++next);
      if (next === UPDATES) clearInterval(timer);
    }, EVERY_MS);
  };
  return (
    <>
      <button type="button" onClick={feed}>
        Feed
      </button>
      <output>{update === UPDATES ? 'All updates are drawn' : `Update ${update}`}</output>
      <Charts update={update} />
    </>
  );
}

function Charts({ update }: { update: number }) {
  const epochs = Math.floor((update * EPOCHS) / UPDATES);
  const loss = useMemo(() => [...fine(update), ...lines(epochs, 2.2)], [update, epochs]);
  const accuracy = useMemo(() => lines(epochs, 0.9), [epochs]);
  return (
    <>
      <LineChart
        title="Loss"
        xTitle="epoch"
        series={loss}
        xDomain={[0, EPOCHS]}
        show={fixed}
        marks={epochs > 1 ? [{ x: epochs - 1, label: `best ${epochs - 1}` }] : []}
      />
      <LineChart
        title="Accuracy"
        xTitle="epoch"
        series={accuracy}
        xDomain={[0, EPOCHS]}
        yDomain={[0, 1]}
        show={fixed}
      />
    </>
  );
}

function fine(update: number): Series[] {
  const count = update * BATCHES_AN_UPDATE;
  const points = Array.from({ length: count }, (_, batch): Point => {
    const x = (batch * EPOCHS) / (UPDATES * BATCHES_AN_UPDATE);
    return { x, y: 0.3 + 2 * Math.exp(-x / 4) + 0.3 * Math.sin(batch * 12.9898) };
  });
  return [{ id: 'batch', label: 'Batch', colour: 'var(--series-train)', points, fine: true }];
}

function lines(epochs: number, from: number): Series[] {
  return ['Train', 'Validation', 'Best so far', 'Smoothed'].map((label, line) => ({
    id: label,
    label,
    colour: `var(--series-${line + 1})`,
    points: Array.from({ length: epochs }, (_, at) => ({
      x: at + 1,
      y: Math.max(0, from * Math.exp(-at / 6) + 0.05 * line),
    })),
  }));
}
