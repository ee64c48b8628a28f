/**
 * Rules on a column that the table does not have would leave out every film: says so, and offers to switch them off.
 */
import { useStore } from 'zustand';
import { RULES } from '../../core/cleaning/rules';
import type { DatasetSummary } from '../../workers/protocol';
import { changeRecipe, recipeStore } from '../../state/recipe';
import { Button } from '../shared/Button';
import { Notice } from '../shared/Notice';
import { FIELD_NAMES } from './words';

export function RulesWithoutColumns({ table }: { table: NonNullable<DatasetSummary['table']> }) {
  const rules = useStore(recipeStore, (state) => state.recipe.cleaning.rules);
  const blind = rules.filter((rule) => {
    const { needs } = RULES[rule];
    return needs !== null && table.mapping[needs] === undefined;
  });
  if (blind.length === 0) return null;
  const names = blind.map((rule) => `“${RULES[rule].title}”`).join(', ');
  const fields = blind
    .flatMap((rule) => RULES[rule].needs ?? [])
    .map((field) => FIELD_NAMES[field].toLowerCase())
    .join(', ');
  return (
    <Notice
      kind="warning"
      title={`This table has no column for ${fields}.`}
      actions={
        <Button
          size="small"
          onClick={() => changeRecipe('cleaning', { rules: rules.filter((rule) => !blind.includes(rule)) })}
        >
          Switch {blind.length === 1 ? 'the rule' : `the ${blind.length} rules`} off
        </Button>
      }
    >
      The cleaning {blind.length === 1 ? 'rule' : 'rules'} {names} would remove every film.
    </Notice>
  );
}
