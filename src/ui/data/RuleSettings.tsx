/** The settings of a cleaning rule, if it has any, in its own row. */
import type { RuleControl } from '../../core/cleaning/rule';
import { RULES, type CleaningRuleId, type CleaningSettings } from '../../core/cleaning/rules';
import { changeRecipe } from '../../state/recipe';
import { NumberField } from '../shared/Field';
import styles from './data.module.css';

const PERCENT = 100;

/** A share in percent; rounding removes floating-point noise. */
const inPercent = (share: number) => Number((share * PERCENT).toFixed(6));

/** Nothing for rules without settings. */
export function RuleSettings({ rule, settings }: { rule: CleaningRuleId; settings: CleaningSettings }) {
  const { controls } = RULES[rule];
  if (!controls) return null;
  return (
    <span className={styles.ruleSettings}>
      {controls.map((control) => (
        <MeasureField key={control.label} control={control} settings={settings} />
      ))}
    </span>
  );
}

function MeasureField({ control, settings }: { control: RuleControl; settings: CleaningSettings }) {
  const { label, measure, percent, step, unit } = control;
  const scale = percent ? PERCENT : 1;
  const value = control.value(settings);
  return (
    <NumberField
      label={label}
      value={percent ? inPercent(value) : value}
      onChange={(next) => changeRecipe('cleaning', control.change(settings, next / scale))}
      min={measure.min * scale}
      max={measure.max * scale}
      {...(step !== undefined && { step })}
      {...(measure.whole && { whole: true })}
      {...(unit !== undefined && { unit })}
    />
  );
}
