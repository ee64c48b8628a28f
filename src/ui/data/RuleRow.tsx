/** One cleaning rule of the funnel: whether it is in use, its settings, what it left out, and its position. */
import { RULES } from '../../core/cleaning/rules';
import type { CleaningRuleId, CleaningSettings } from '../../core/cleaning/rules';
import type { FunnelStep } from '../../core/cleaning/funnel';
import { IconButton } from '../shared/Button';
import { classes } from '../shared/classes';
import switchStyles from '../shared/Field.module.css';
import { count } from '../shared/format';
import { Badge } from '../shared/Section';
import styles from './data.module.css';
import { RuleSettings } from './RuleSettings';

export interface RuleRowProps {
  rule: CleaningRuleId;
  settings: CleaningSettings;
  /** It judges posters, and not all of them have been examined. */
  unseen?: boolean;
  step?: FunnelStep;
  /** Films before any rule: the full width of the bars. */
  films: number;
  onToggle: () => void;
  /** Undefined if the rule is not in use; null if it cannot move further. */
  onUp?: (() => void) | null;
  onDown?: (() => void) | null;
}

export function RuleRow({ rule, settings, unseen, step, films, onToggle, onUp, onDown }: RuleRowProps) {
  const { title, description, ofPoster } = RULES[rule];
  const used = onUp !== undefined;
  return (
    <tr className={classes(!used && styles.off)}>
      <td style={{ width: 42 }}>
        <input
          type="checkbox"
          role="switch"
          aria-checked={used}
          className={switchStyles.switch}
          checked={used}
          onChange={onToggle}
          aria-label={`Use the rule ${title}`}
        />
      </td>
      <th scope="row">
        <span className={styles.rule}>
          <span className={styles.ruleName}>
            {title}
            {used && ofPoster && <Badge>on the poster</Badge>}
          </span>
          <span className={styles.ruleHint}>{description}</span>
        </span>
        {used && <RuleSettings rule={rule} settings={settings} />}
      </th>
      <td className={styles.funnelBar}>
        {unseen && <span className={styles.muted}>not examined yet</span>}
        {step && !unseen && films > 0 && (
          <span className={styles.bar} aria-hidden="true">
            <span className={styles.kept} style={{ width: `${(step.after / films) * 100}%` }} />
            <span className={styles.removed} style={{ width: `${(step.removed / films) * 100}%` }} />
          </span>
        )}
      </td>
      <td className={styles.number}>{step ? count(step.before) : '–'}</td>
      <td className={styles.number}>{step && !unseen ? count(step.removed) : '–'}</td>
      <td className={styles.number}>{step ? count(step.after) : '–'}</td>
      <td>
        {used && (
          <span className={styles.order}>
            <IconButton
              label={`Move ${title} up`}
              icon="arrowUp"
              size="small"
              waitsFor={onUp ? null : 'it is already first'}
              onClick={() => onUp?.()}
            />
            <IconButton
              label={`Move ${title} down`}
              icon="arrowDown"
              size="small"
              waitsFor={onDown ? null : 'it is already last'}
              onClick={() => onDown?.()}
            />
          </span>
        )}
      </td>
    </tr>
  );
}
