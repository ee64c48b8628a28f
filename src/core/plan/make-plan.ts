/**
 * A recipe applied to films and posters, before anything is computed: cleaning rules → films with posters →
 * classes → the most popular of each → split. The same films, posters and recipe give the same plan.
 */
import { runFunnel } from '../cleaning/funnel';
import { RULES } from '../cleaning/rules';
import { OnesheetError } from '../errors';
import type { Film } from '../films/film';
import type { Recipe } from '../recipe/recipe';
import { SPLITS, type FunnelStep, type JoinReport, type Plan, type Sample, type SplitName } from '../run/run';
import { stratifiedSplit, type SplitItem } from '../splits/stratified';
import { genreTargets, type Targeted } from '../tasks/genre';
import { fingerprintOf } from './fingerprint';

/** A class with fewer films than this is learned from next to nothing. */
const FEW_FILMS = 10;

/** What is known of a poster's file. */
export interface PosterFile {
  /** Bytes: a part of the fingerprint. */
  size: number;
  /** What its bytes are known by. */
  identity: string;
}

/**
 * @param posterOf film key → path of its poster.
 * @param join the report on all films, handed on as it is.
 * @param files by path; a file that is not in it has no size and is known by its path.
 * @throws OnesheetError `plan-no-posters`, `plan-one-class`, `plan-too-few-films`.
 */
export async function makePlan(
  films: readonly Film[],
  posterOf: ReadonlyMap<string, string>,
  join: JoinReport,
  recipe: Recipe,
  files: ReadonlyMap<string, PosterFile> = new Map(),
): Promise<Plan> {
  const { kept, steps: funnel } = runFunnel(films, recipe.cleaning.rules);
  if (films.length > 0 && kept.length === 0) throw allRemoved(funnel);
  const withPoster = kept.filter((film) => posterOf.has(film.key));
  if (withPoster.length === 0) throw noPosters(kept.length, posterOf.size);
  const { classNames, chosen, warnings } = genreTargets(withPoster, recipe.task);
  if (classNames.length < 2) throw oneClass(classNames, withPoster.length, warnings);
  const samples = splitSamples(chosen, posterOf, files, recipe);
  const counts = countByClass(samples, classNames.length);
  refuseTooFew(counts, classNames);
  return {
    classNames,
    samples,
    funnel,
    join,
    counts,
    sizes: sumOf(counts),
    warnings: [...warnings, ...warnOfFew(counts, classNames)],
    fingerprint: await fingerprintOf(
      samples.map(({ key, file, target }) => ({
        key,
        file,
        size: files.get(file)?.size ?? null,
        className: classNames[target],
      })),
    ),
  };
}

function splitSamples(
  chosen: readonly Targeted[],
  posterOf: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, PosterFile>,
  recipe: Recipe,
): Sample[] {
  const posters = chosen.map(({ film }) => posterOf.get(film.key) ?? '');
  const items: SplitItem[] = chosen.map(({ film, target }, index) => ({
    key: film.key,
    target,
    identities: identitiesOf(film, posters[index]),
  }));
  const sides = stratifiedSplit(items, recipe.split, recipe.seed);
  return chosen.map(({ film, target }, index) => ({
    key: film.key,
    file: posters[index],
    identity: files.get(posters[index])?.identity ?? posters[index],
    title: film.title,
    target,
    split: sides[index],
  }));
}

/** What makes two samples the same film: an id, or the very same poster. */
function identitiesOf(film: Film, file: string): string[] {
  const identities = [`file:${file}`];
  if (film.tmdbId !== null) identities.push(`tmdb:${film.tmdbId}`);
  if (film.imdbId !== null) identities.push(`imdb:${film.imdbId}`);
  return identities;
}

function emptySizes(): Record<SplitName, number> {
  return { train: 0, validation: 0, test: 0 };
}

function countByClass(samples: readonly Sample[], classes: number): Record<SplitName, number>[] {
  const counts = Array.from({ length: classes }, emptySizes);
  for (const { target, split } of samples) counts[target][split]++;
  return counts;
}

function sumOf(counts: readonly Record<SplitName, number>[]): Record<SplitName, number> {
  const sum = emptySizes();
  for (const count of counts) for (const split of SPLITS) sum[split] += count[split];
  return sum;
}

function refuseTooFew(counts: readonly Record<SplitName, number>[], classNames: readonly string[]): void {
  const poor = classNames.filter((_, index) => counts[index].train === 0 || counts[index].validation === 0);
  if (poor.length === 0) return;
  throw new OnesheetError(
    'plan-too-few-films',
    `${listed(poor)} ${poor.length === 1 ? 'has' : 'have'} too few films with posters: each class needs one to learn from and one to be judged by.`,
    'Take fewer genres, switch off cleaning rules, or add posters.',
    { where: { workspace: 'prepare', control: 'task' } },
  );
}

function warnOfFew(counts: readonly Record<SplitName, number>[], classNames: readonly string[]): string[] {
  return classNames.flatMap((name, index) => {
    const { train, validation, test } = counts[index];
    const all = train + validation + test;
    return all < FEW_FILMS ? [`${name} has only ${all} films; its figures will say little.`] : [];
  });
}

function allRemoved(funnel: readonly FunnelStep[]): OnesheetError {
  const last = funnel.findLast((step) => step.removed > 0);
  const name = last ? RULES[last.rule as keyof typeof RULES].title : 'none';
  return new OnesheetError(
    'plan-too-few-films',
    `The cleaning rules leave no film; the last ${last?.removed ?? 0} went by the rule "${name}".`,
    `Switch off the rule "${name}", or say which column of the table it should look at.`,
    { where: { workspace: 'data', control: 'cleaning' } },
  );
}

function noPosters(films: number, posters: number): OnesheetError {
  return new OnesheetError(
    'plan-no-posters',
    posters === 0
      ? `None of the ${films} films has a poster.`
      : `None of the ${films} films that the cleaning rules leave has a poster; ${posters} others have.`,
    posters === 0
      ? 'Add a folder or a ZIP of posters named by IMDb id, TMDb id, poster path or title, or fetch them.'
      : 'Switch off cleaning rules, or add posters.',
    { where: { workspace: 'data', control: 'open' } },
  );
}

function oneClass(classNames: readonly string[], films: number, warnings: readonly string[]): OnesheetError {
  const found = classNames.length === 0 ? 'none of the genres asked for' : `only ${classNames[0]}`;
  return new OnesheetError(
    'plan-one-class',
    `Among the ${films} films with posters there is ${found}. ${warnings.join(' ')}`.trim(),
    'A classifier needs two classes: choose other genres, or add films and posters of another one.',
    { where: { workspace: 'prepare', control: 'task' } },
  );
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
