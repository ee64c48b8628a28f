/** The cleaning rules as a funnel: each with what it was given, left out and let through. Order and use are the recipe's. */
import { useStore } from 'zustand';
import { RULES } from '../../core/cleaning/rules';
import { CLEANING_RULES, type CleaningRuleId } from '../../core/recipe/recipe';
import type { FunnelStep } from '../../core/run/run';
import { datasetStore } from '../../state/dataset';
import { changeRecipe, recipeStore } from '../../state/recipe';
import { IconButton } from '../shared/Button';
import { classes } from '../shared/classes';
import switchStyles from '../shared/Field.module.css';
import { count, percent } from '../shared/format';
import { Section } from '../shared/Section';
import styles from './data.module.css';
import { ListButton } from './ListButton';
import { ShowList } from './ShowList';

/** Moves the rule at `from` one place up (-1) or down (1). */
function moved(rules: readonly CleaningRuleId[], from: number, by: -1 | 1): CleaningRuleId[] {
  const next = [...rules];
  [next[from], next[from + by]] = [next[from + by], next[from]];
  return next;
}

export function Funnel() {
  const rules = useStore(recipeStore, (state) => state.recipe.cleaning.rules);
  const funnel = useStore(datasetStore, (state) => state.funnel);
  const cleaning = useStore(datasetStore, (state) => state.cleaning);
  const films = useStore(datasetStore, (state) => state.summary?.table?.films ?? 0);
  const off = CLEANING_RULES.filter((rule) => !rules.includes(rule));
  const set = (next: CleaningRuleId[]) => changeRecipe('cleaning', { rules: next });
  const after = funnel.at(-1)?.after ?? films;
  const removed = films - after;
  return (
    <Section
      title="Cleaning"
      id="cleaning"
      hint={
        <>
          {count(films)} films go in, {count(after)} come out ({percent(films ? after / films : null)}). Each
          rule sees what the one above it let through.
        </>
      }
      actions={
        <>
          <ShowList list="removed-films" title="Films left out" empty={removed === 0} />
          <ListButton list="removed-films" label="the films left out" empty={removed === 0}>
            Films left out
          </ListButton>
        </>
      }
    >
      <table className={classes(styles.funnel, cleaning && styles.stale)} aria-busy={cleaning}>
        <caption className="visually-hidden">Cleaning rules in order, with the films each leaves out</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">In use</span>
            </th>
            <th scope="col">Rule</th>
            <th scope="col" className={styles.funnelBar}>
              <span className="visually-hidden">Share let through</span>
            </th>
            <th scope="col" className={styles.number}>
              Before
            </th>
            <th scope="col" className={styles.number}>
              Left out
            </th>
            <th scope="col" className={styles.number}>
              After
            </th>
            <th scope="col">
              <span className="visually-hidden">Order</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, index) => (
            <RuleRow
              key={rule}
              rule={rule}
              step={funnel.find((step) => step.rule === rule)}
              films={films}
              onToggle={() => set(rules.filter((other) => other !== rule))}
              onUp={index > 0 ? () => set(moved(rules, index, -1)) : null}
              onDown={index < rules.length - 1 ? () => set(moved(rules, index, 1)) : null}
            />
          ))}
          {off.map((rule) => (
            <RuleRow key={rule} rule={rule} films={films} onToggle={() => set([...rules, rule])} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

interface RuleRowProps {
  rule: CleaningRuleId;
  step?: FunnelStep;
  /** Films before any rule: the full width of the bars. */
  films: number;
  onToggle: () => void;
  /** Left out where the rule is not in use; null where it stands at the end. */
  onUp?: (() => void) | null;
  onDown?: (() => void) | null;
}

function RuleRow({ rule, step, films, onToggle, onUp, onDown }: RuleRowProps) {
  const { title, description } = RULES[rule];
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
          {title}
          <span className={styles.ruleHint}>{description}</span>
        </span>
      </th>
      <td className={styles.funnelBar}>
        {step && films > 0 && (
          <span className={styles.bar} aria-hidden="true">
            <span className={styles.kept} style={{ width: `${(step.after / films) * 100}%` }} />
            <span className={styles.removed} style={{ width: `${(step.removed / films) * 100}%` }} />
          </span>
        )}
      </td>
      <td className={styles.number}>{step ? count(step.before) : '–'}</td>
      <td className={styles.number}>{step ? count(step.removed) : '–'}</td>
      <td className={styles.number}>{step ? count(step.after) : '–'}</td>
      <td>
        {used && (
          <span className={styles.order}>
            <IconButton
              label={`Move ${title} up`}
              icon="arrowUp"
              size="small"
              waitsFor={onUp ? null : 'it is the first'}
              onClick={() => onUp?.()}
            />
            <IconButton
              label={`Move ${title} down`}
              icon="arrowDown"
              size="small"
              waitsFor={onDown ? null : 'it is the last'}
              onClick={() => onDown?.()}
            />
          </span>
        )}
      </td>
    </tr>
  );
}
