/** Errors for recipes that give no plan with these films: what is missing, and where to fix it. */
import { RULES } from '../cleaning/rules';
import { OnesheetError } from '../errors';
import type { Head } from '../heads';
import type { Funnel } from '../cleaning/funnel';
import type { SplitName } from '../splits/split-name';
import { counted } from '../text';

/** Genres are chosen, so each must have films; bins and labels are given, and may be empty. */
export function refuseTooFew(
  counts: readonly Record<SplitName, number>[],
  { task, names }: Head,
  { train, validation }: Record<SplitName, number>,
): void {
  const poor =
    task === 'genre'
      ? names.filter((_, index) => counts[index].train === 0 || counts[index].validation === 0)
      : train === 0 || validation === 0
        ? ['The data set']
        : [];
  if (poor.length === 0) return;
  throw new OnesheetError(
    'plan-too-few-films',
    `${listed(poor)} ${poor.length === 1 ? 'has' : 'have'} too few films with posters: each class needs at least one for training and one for validation.`,
    'Choose fewer genres, switch off cleaning rules, or add posters.',
    { where: { workspace: 'prepare', control: 'task' } },
  );
}

/** Refuses a task that leaves nothing to learn. */
export function refuseNoQuestion(
  heads: readonly Head[],
  films: number,
  answered: number,
  warnings: readonly string[],
): void {
  if (heads.length === 0)
    throw new OnesheetError(
      'recipe-invalid',
      'The task has no question: every head is switched off.',
      'Switch at least one head on.',
      { where: { workspace: 'prepare', control: 'task' } },
    );
  const [{ kind, names, task }] = heads;
  if (kind === 'class' && names.length < 2) throw oneClass(names, films, warnings);
  if (answered > 0 && names.length > 0) return;
  throw new OnesheetError(
    'plan-too-few-films',
    `None of the ${counted(films, 'film')} with posters has an answer for this task.`,
    task === 'box-office' || task === 'revenue'
      ? 'Keep films whose budget or revenue is 0, or open a table that has these figures.'
      : 'Choose another task, or open a table with the column that it needs.',
    { where: { workspace: 'prepare', control: 'task' } },
  );
}

export function allRemoved(steps: Funnel['steps']): OnesheetError {
  const last = steps.findLast((step) => step.removed > 0);
  const name = last ? RULES[last.rule].title : 'none';
  return new OnesheetError(
    'plan-too-few-films',
    `The cleaning rules remove every film; the last ${last?.removed ?? 0} were removed by the rule "${name}".`,
    `Switch off the rule "${name}", or choose the column that it should check.`,
    { where: { workspace: 'data', control: 'cleaning' } },
  );
}

export function noPosters(films: number, posters: number): OnesheetError {
  return new OnesheetError(
    'plan-no-posters',
    posters === 0
      ? `None of the ${counted(films, 'film')} has a poster.`
      : `None of the ${counted(films, 'film')} left after cleaning has a poster; ${posters} ${posters === 1 ? 'other has one' : 'others have'}.`,
    posters === 0
      ? 'Add a folder or a ZIP of posters named by IMDb id, TMDb id, poster path or title, or fetch them.'
      : 'Switch off cleaning rules, or add posters.',
    { where: { workspace: 'data', control: 'open' } },
  );
}

function oneClass(classNames: readonly string[], films: number, warnings: readonly string[]): OnesheetError {
  const found = classNames.length === 0 ? 'none of the chosen genres' : `only ${classNames[0]}`;
  return new OnesheetError(
    'plan-one-class',
    `Among the ${counted(films, 'film')} with posters there is ${found}. ${warnings.join(' ')}`.trim(),
    'A classifier needs at least two classes: choose other genres, or add films and posters of another genre.',
    { where: { workspace: 'prepare', control: 'task' } },
  );
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
