/** An interval as text: "0.12 to 0.18". */
import type { Interval } from '../../core/metrics';

export function intervalText(interval: Interval | undefined, show: (value: number) => string): string {
  return interval && Number.isFinite(interval.low)
    ? `${show(interval.low)} to ${show(interval.high)}`
    : 'computing interval';
}
