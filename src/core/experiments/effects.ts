/**
 * Checks whether the effects that a write-up reports also appear here: each row's published difference from the first
 * row next to ours with its interval. An interval that contains 0 shows nothing either way.
 */
import {
  differenceText,
  differenceUnit,
  inSentence,
  metricFacts,
  metricTitle,
  type MetricId,
} from '../metrics';
import type { Preset } from '../presets';
import type { ExperimentRow } from './row';
import { publishedIn } from './table';

export type Verdict =
  /** The interval lies on the published side of 0. */
  | 'appears'
  /** The interval contains 0, but the write-up reports a difference. */
  | 'does-not-appear'
  /** The interval lies on the other side of 0. */
  | 'reversed'
  /** The write-up reports no difference, and the interval contains 0. */
  | 'none-as-published'
  /** The write-up reports no difference, but there is one here. */
  | 'new';

export interface Effect {
  run: string;
  name: string;
  metric: MetricId;
  published: number;
  ours: number;
  interval: { low: number; high: number };
  verdict: Verdict;
  /** One sentence. */
  text: string;
}

/** A smaller published difference counts as none: it is rounding in the last digit. */
const NOTHING = 1e-9;

function verdictOf(published: number, { low, high }: Effect['interval']): Verdict {
  const holdsNothing = low <= 0 && high >= 0;
  if (Math.abs(published) < NOTHING) return holdsNothing ? 'none-as-published' : 'new';
  if (holdsNothing) return 'does-not-appear';
  return Math.sign(low) === Math.sign(published) ? 'appears' : 'reversed';
}

const SAID: Record<Verdict, string> = {
  appears: 'the published effect appears',
  'does-not-appear': 'the published effect does not appear: the interval contains 0',
  reversed: 'the effect has the opposite sign here',
  'none-as-published': 'no effect, as published: the interval contains 0',
  new: 'no effect was published, but there is one here',
};

/** @param rows by the run's id within the preset. */
export function effectsOf(preset: Preset, rows: ReadonlyMap<string, ExperimentRow>): Effect[] {
  const [first, ...others] = preset.runs;
  if (!rows.has(first.id)) return [];
  return others.flatMap((run) =>
    (rows.get(run.id)?.measured ?? []).flatMap(({ metric, kind, difference }): Effect[] => {
      const before = publishedIn(first, metric)?.value ?? null;
      const after = publishedIn(run, metric)?.value ?? null;
      if (before === null || after === null || !difference?.interval) return [];
      if (metricFacts(metric).better === null) return [];
      const published = after - before;
      const verdict = verdictOf(published, difference.interval);
      return [
        {
          run: run.id,
          name: run.name,
          metric,
          published,
          ours: difference.value,
          interval: difference.interval,
          verdict,
          text: sentence(
            run.name,
            metric,
            metricTitle(metric, kind),
            published,
            difference.value,
            difference.interval,
            verdict,
          ),
        },
      ];
    }),
  );
}

function sentence(
  name: string,
  metric: MetricId,
  title: string,
  published: number,
  ours: number,
  { low, high }: Effect['interval'],
  verdict: Verdict,
): string {
  const text = (value: number) => differenceText(metric, value);
  return (
    `${name}, ${inSentence(title)}: ` +
    `published ${text(published)}${differenceUnit(metric)}, ` +
    `here ${text(ours)} [${text(low)}, ${text(high)}]; ${SAID[verdict]}.`
  );
}
