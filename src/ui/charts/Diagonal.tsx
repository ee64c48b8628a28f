/** The line on which both axes have the same value. */
import { ReferenceLine } from 'recharts';
import type { Domain } from './axis-scale';

export function Diagonal({ domain: [low, high] }: { domain: Domain }) {
  return (
    <ReferenceLine
      segment={[
        { x: low, y: low },
        { x: high, y: high },
      ]}
      stroke="var(--ink-3)"
      strokeDasharray="3 3"
    />
  );
}
