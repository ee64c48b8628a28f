/** Rules that look at a column which the table does not have leave every film out: said, with the way to switch them off. */
import { useStore } from 'zustand';
import { RULES } from '../../core/cleaning/rules';
import type { FilmField } from '../../core/films/film';
import type { CleaningRuleId } from '../../core/recipe/recipe';
import type { DatasetSummary } from '../../workers/protocol';
import { changeRecipe, recipeStore } from '../../state/recipe';
import { Button } from '../shared/Button';
import { Notice } from '../shared/Notice';
import { FIELD_NAMES } from './words';

/** Rules that leave out what a column does not say; the others let such films pass. */
const FIELD_OF_RULE: Partial<Record<CleaningRuleId, FilmField>> = {
  'blank-title': 'title',
  'no-genre': 'genres',
  'no-poster-path': 'posterPath',
  'budget-missing': 'budget',
  'revenue-missing': 'revenue',
  'no-date': 'releaseDate',
};

export function RulesWithoutColumns({ table }: { table: NonNullable<DatasetSummary['table']> }) {
  const rules = useStore(recipeStore, (state) => state.recipe.cleaning.rules);
  const blind = rules.filter((rule) => {
    const field = FIELD_OF_RULE[rule];
    return field !== undefined && table.mapping[field] === undefined;
  });
  if (blind.length === 0) return null;
  const names = blind.map((rule) => `“${RULES[rule].title}”`).join(', ');
  const fields = blind
    .flatMap((rule) => FIELD_OF_RULE[rule] ?? [])
    .map((field) => FIELD_NAMES[field].toLowerCase())
    .join(', ');
  return (
    <Notice
      kind="warning"
      title={`This table says nothing of: ${fields}.`}
      actions={
        <Button
          size="small"
          onClick={() => changeRecipe('cleaning', { rules: rules.filter((rule) => !blind.includes(rule)) })}
        >
          Switch {blind.length === 1 ? 'the rule' : `the ${blind.length} rules`} off
        </Button>
      }
    >
      The cleaning {blind.length === 1 ? 'rule' : 'rules'} {names} would leave every film out.
    </Notice>
  );
}
