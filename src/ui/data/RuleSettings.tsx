/** What a cleaning rule measures by, where it measures by anything: changed in its own row. */
import type { CleaningRuleId, CleaningSettings } from '../../core/recipe/cleaning';
import { changeRecipe } from '../../state/recipe';
import { NumberField } from '../shared/Field';
import styles from './data.module.css';

interface Setting {
  label: string;
  value: (settings: CleaningSettings) => number;
  change: (settings: CleaningSettings, value: number) => Partial<CleaningSettings>;
  min: number;
  max: number;
  step?: number;
  whole?: boolean;
  unit?: string;
}

const PERCENT = 100;
/** Shares are read and typed in percent, of so many digits. */
const inPercent = (share: number) => Number((share * PERCENT).toFixed(6));

const SETTINGS: Partial<Record<CleaningRuleId, readonly Setting[]>> = {
  'before-year': [
    {
      label: 'Year',
      value: ({ year }) => year,
      change: (_, year) => ({ year }),
      min: 1870,
      max: 2100,
      whole: true,
    },
  ],
  greyscale: [
    {
      label: 'Coloured pixels at most',
      value: ({ greyscale }) => inPercent(greyscale.share),
      change: (_, percent) => ({ greyscale: { share: percent / PERCENT } }),
      min: 0,
      max: PERCENT,
      step: 0.5,
      unit: '%',
    },
  ],
  'low-resolution': [
    {
      label: 'Least width',
      value: ({ resolution }) => resolution.width,
      change: ({ resolution }, width) => ({ resolution: { ...resolution, width } }),
      min: 1,
      max: 10_000,
      whole: true,
      unit: 'px',
    },
    {
      label: 'Least height',
      value: ({ resolution }) => resolution.height,
      change: ({ resolution }, height) => ({ resolution: { ...resolution, height } }),
      min: 1,
      max: 10_000,
      whole: true,
      unit: 'px',
    },
  ],
  'blank-poster': [
    {
      label: 'Brightness spread below',
      value: ({ blank }) => blank.deviation,
      change: ({ blank }, deviation) => ({ blank: { ...blank, deviation } }),
      min: 0,
      max: 127.5,
      step: 0.5,
    },
    {
      label: 'or one colour from',
      value: ({ blank }) => inPercent(blank.mainColourShare),
      change: ({ blank }, percent) => ({ blank: { ...blank, mainColourShare: percent / PERCENT } }),
      min: 0,
      max: PERCENT,
      step: 0.5,
      unit: '%',
    },
  ],
};

/** Nothing for rules without settings. */
export function RuleSettings({ rule, settings }: { rule: CleaningRuleId; settings: CleaningSettings }) {
  const own = SETTINGS[rule];
  if (!own) return null;
  return (
    <span className={styles.ruleSettings}>
      {own.map(({ label, value, change, ...limits }) => (
        <NumberField
          key={label}
          label={label}
          value={value(settings)}
          onChange={(next) => changeRecipe('cleaning', change(settings, next))}
          {...limits}
        />
      ))}
    </span>
  );
}
