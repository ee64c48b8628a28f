/**
 * The reliability diagram: how often the network is right, by its confidence. Bars on the diagonal mean that its
 * probabilities can be trusted.
 */
import { useMemo } from 'react';
import type { ReliabilityBin } from '../../core/metrics';
import { format } from '../shared';
import { BarChart, type BarPart } from './BarChart';
import { Diagonal } from './Diagonal';

const percent = (value: number) => format.percent(value, 0);
const SHARES = { domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], show: percent } as const;
const CONFIDENCE = { ...SHARES, title: 'confidence' };

export function ReliabilityChart({ bins }: { bins: readonly ReliabilityBin[] }) {
  const parts = useMemo(() => bins.map(partOf), [bins]);
  return (
    <BarChart parts={parts} across={CONFIDENCE} upright={SHARES}>
      <Diagonal domain={SHARES.domain} />
    </BarChart>
  );
}

function partOf({ low, high, count, accuracy }: ReliabilityBin): BarPart {
  const right = count === 0 ? 'no posters' : `${format.percent(accuracy)} correct`;
  return {
    from: low,
    to: high,
    value: count === 0 ? null : accuracy,
    readOut: `${percent(low)} to ${percent(high)} confidence: ${right}, ${format.counted(count, 'poster')}`,
  };
}
