/**
 * The cleaning rules as a funnel: what each one received, left out and kept. Their order and use are settings of the
 * recipe.
 */
import { useStore } from 'zustand';
import { RULES } from '../../core/cleaning/rules';
import { CLEANING_RULES, type CleaningRuleId, type CleaningSettings } from '../../core/cleaning/rules';
import { datasetStore, unseenPosters } from '../../state/dataset';
import { changeRecipe, recipeStore } from '../../state/recipe';
import { classes } from '../shared/classes';
import { count, counted, percent } from '../shared/format';
import { LookAtPosters } from '../shared/LookAtPosters';
import { Section } from '../shared/Section';
import styles from './data.module.css';
import { ListButton } from './ListButton';
import { RuleRow } from './RuleRow';
import { ShowList } from './ShowList';
import { controlId } from '../../core/places';

/** Swaps two rules. */
function exchanged(
  rules: readonly CleaningRuleId[],
  one: CleaningRuleId,
  other: CleaningRuleId,
): CleaningRuleId[] {
  return rules.map((rule) => (rule === one ? other : rule === other ? one : rule));
}

/** Of the funnel's table. */
const COLUMNS = 7;

const GROUPS: readonly { title: string; has: (rule: CleaningRuleId) => boolean }[] = [
  { title: 'More rules on the table', has: (rule) => !RULES[rule].ofPoster },
  { title: 'More rules on the posters', has: (rule) => RULES[rule].ofPoster === true },
];

export function Funnel() {
  const settings = useStore(recipeStore, (state) => state.recipe.cleaning);
  const funnel = useStore(datasetStore, (state) => state.funnel);
  const cleaning = useStore(datasetStore, (state) => state.cleaning);
  const table = useStore(datasetStore, (state) => state.summary?.table ?? null);
  const unseen = useStore(datasetStore, (state) => unseenPosters(state.summary) > 0);
  const matched = useStore(datasetStore, (state) => state.summary?.join.matched ?? 0);
  const films = table?.films ?? matched;
  // without a table no column can be missing
  const asked = (rule: CleaningRuleId) => table !== null || RULES[rule].ofPoster === true;
  const rules = settings.rules.filter(asked);
  const off = CLEANING_RULES.filter((rule) => asked(rule) && !rules.includes(rule));
  const set = (next: CleaningRuleId[]) => changeRecipe('cleaning', { rules: next });
  const after = funnel.at(-1)?.after ?? films;
  const removed = films - after;
  return (
    <Section
      title="Cleaning"
      id={controlId('cleaning')}
      hint={
        <>
          {counted(films, 'film')} {films === 1 ? 'goes' : 'go'} in, {count(after)} remain (
          {percent(films ? after / films : null)}). Each rule judges the films that the rules above it kept.
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
      {rules.some((rule) => RULES[rule].ofPoster) && (
        <LookAtPosters>Rules on posters remove nothing until the posters have been examined.</LookAtPosters>
      )}
      <table className={classes(styles.funnel, cleaning && styles.stale)} aria-busy={cleaning}>
        <caption className="visually-hidden">
          Cleaning rules in order, with the number of films each removes
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">In use</span>
            </th>
            <th scope="col">Rule</th>
            <th scope="col" className={styles.funnelBar}>
              <span className="visually-hidden">Share kept</span>
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
          {rules.map((rule, at) => (
            <RuleRow
              key={rule}
              rule={rule}
              settings={settings}
              unseen={unseen && RULES[rule].ofPoster}
              step={funnel.find((step) => step.rule === rule)}
              films={films}
              onToggle={() => set(settings.rules.filter((other) => other !== rule))}
              onUp={at === 0 ? null : () => set(exchanged(settings.rules, rule, rules[at - 1]))}
              onDown={
                at === rules.length - 1 ? null : () => set(exchanged(settings.rules, rule, rules[at + 1]))
              }
            />
          ))}
        </tbody>
        {GROUPS.map(({ title, has }) => (
          <Unused
            key={title}
            title={title}
            rules={off.filter(has)}
            settings={settings}
            films={films}
            onUse={(rule) => set([...settings.rules, rule])}
          />
        ))}
      </table>
    </Section>
  );
}

interface UnusedProps {
  title: string;
  rules: readonly CleaningRuleId[];
  settings: CleaningSettings;
  films: number;
  onUse: (rule: CleaningRuleId) => void;
}

/** Rules that are not in use, under their group's name. */
function Unused({ title, rules, settings, films, onUse }: UnusedProps) {
  if (rules.length === 0) return null;
  return (
    <tbody>
      <tr>
        <th colSpan={COLUMNS} scope="rowgroup" className={styles.ruleGroup}>
          {title}
        </th>
      </tr>
      {rules.map((rule) => (
        <RuleRow key={rule} rule={rule} settings={settings} films={films} onToggle={() => onUse(rule)} />
      ))}
    </tbody>
  );
}
