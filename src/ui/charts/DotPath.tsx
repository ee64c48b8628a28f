/**
 * Points instead of a line: the `shape` of a recharts `Line`. All points are one path, so ten thousand cost no more
 * than ten. The stroke's width is the dots' diameter.
 */
import type { CurveProps } from 'recharts';

export function DotPath({ points = [], stroke, strokeWidth, opacity, clipPath }: CurveProps) {
  return (
    <path
      d={points
        .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
        .map(({ x, y }) => `M${Number(x).toFixed(1)},${Number(y).toFixed(1)}h0`)
        .join('')}
      fill="none"
      stroke={stroke}
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      opacity={opacity}
      clipPath={clipPath}
    />
  );
}
