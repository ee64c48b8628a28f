/**
 * Applies a recipe to films and posters, before any training: cleaning rules → films with posters → answers → split.
 * The same films, posters and recipe give the same plan.
 */
import type { Funnel } from '../cleaning/funnel';
import type { Film } from '../films/film';
import type { PosterFacts } from '../pixels/poster-facts';
import type { Recipe } from '../recipe/recipe';
import { placeHeads, type Head } from '../heads';
import type { JoinReport } from '../join/join';
import type { Plan, Sample } from './plan';
import type { SplitName } from '../splits/split-name';
import { answersOf } from '../tasks/answers-of';
import { fingerprintOf } from './fingerprint';
import { nearDuplicateOf } from './near-duplicates';
import { allRemoved, noPosters, refuseNoQuestion, refuseTooFew } from './refusals';
import { drawFilms, sidesOf, type Answered } from './sides';
import { counted } from '../text';

/** A class with fewer films gives a warning: there is almost nothing to learn from. */
const FEW_FILMS = 10;

/** What is known about a poster's file. */
export interface PosterFile {
  /** Bytes; part of the fingerprint. */
  size: number;
  /** Identifies its bytes. */
  identity: string;
  /** Measurements of the poster; null or missing if it has not been examined. See `needsFacts`. */
  facts?: PosterFacts | null;
}

/**
 * @param funnel the films after the recipe's cleaning rules. Pass the funnel that the data set shows; it is not
 * recomputed.
 * @param posterOf film key → path of its poster.
 * @param join the report on all films, passed on unchanged.
 * @param files by path; a file that is missing here has no size and is identified by its path.
 * @throws OnesheetError `plan-no-posters`, `plan-one-class`, `plan-too-few-films`.
 */
export async function makePlan(
  { kept, steps }: Pick<Funnel, 'kept' | 'steps'>,
  posterOf: ReadonlyMap<string, string>,
  join: JoinReport,
  recipe: Recipe,
  files: ReadonlyMap<string, PosterFile> = new Map(),
): Promise<Plan> {
  const factsOf = (film: Film) => files.get(posterOf.get(film.key) ?? '')?.facts ?? null;
  if (kept.length === 0 && steps.some(({ removed }) => removed > 0)) throw allRemoved(steps);
  const withPoster = kept.filter((film) => posterOf.has(film.key));
  if (withPoster.length === 0) throw noPosters(kept.length, posterOf.size);
  const task = answersOf(withPoster, recipe.task);
  const { heads, warnings } = task;
  refuseNoQuestion(heads, withPoster.length, task.films.length, warnings);
  const near = recipe.split.keepNearDuplicates ? nearDuplicateOf(task.films, factsOf) : null;
  const [first] = placeHeads(heads);
  const width = task.answers.length / task.films.length;
  const all = task.films.map((film, row): Answered => {
    const answers = task.answers.subarray(row * width, (row + 1) * width);
    const file = posterOf.get(film.key) ?? '';
    const group = near?.get(film.key);
    const identities = [...identitiesOf(film, file), ...(group === undefined ? [] : [`near:${group}`])];
    return { film, file, answers, identities };
  });
  const chosen = drawFilms(all, recipe);
  const sides = sidesOf(chosen, heads, recipe);
  const samples = chosen.map(({ film, file, answers }, index): Sample => ({
    key: film.key,
    file,
    identity: files.get(file)?.identity ?? file,
    title: film.title,
    target: first.kind === 'class' && !Number.isNaN(answers[0]) ? answers[0] : -1,
    split: sides[index],
  }));
  const answers = new Float32Array(chosen.length * width);
  for (const [row, one] of chosen.entries()) answers.set(one.answers, row * width);
  const classNames = first.names;
  const sizes = sizesOf(samples);
  const counts = countAnswers(chosen, sides, first.kind, first.columns, classNames.length);
  refuseTooFew(counts, first, sizes);
  return {
    classNames,
    heads,
    samples,
    answers,
    funnel: steps,
    join,
    counts,
    distributions: task.distributions,
    doubts: task.doubts,
    sizes,
    warnings: [...warnings, ...warnOfFew(counts, first)],
    fingerprint: await fingerprintOf(
      samples.map(({ key, file }, row) => ({
        key,
        file,
        size: files.get(file)?.size ?? null,
        className: answerText(chosen[row].answers, heads),
      })),
    ),
  };
}

/** Text for the fingerprint: a class by its name, as in earlier versions; other answers by their numbers. */
function answerText(answers: Float32Array, heads: readonly Head[]): string {
  if (heads.length === 1 && heads[0].kind === 'class') return heads[0].names[answers[0]];
  return [...answers].map(String).join(' ');
}

/** Samples that share any of these are the same film: an id, or the very same poster. */
function identitiesOf(film: Film, file: string): string[] {
  const identities = [`file:${file}`];
  if (film.tmdbId !== null) identities.push(`tmdb:${film.tmdbId}`);
  if (film.imdbId !== null) identities.push(`imdb:${film.imdbId}`);
  return identities;
}

function emptySizes(): Record<SplitName, number> {
  return { train: 0, validation: 0, test: 0 };
}

function sizesOf(samples: readonly Sample[]): Record<SplitName, number> {
  const sizes = emptySizes();
  for (const { split } of samples) sizes[split]++;
  return sizes;
}

/** Number of samples of each class or label of the first head, or with its value, in each split. */
function countAnswers(
  samples: readonly Answered[],
  sides: readonly SplitName[],
  kind: Head['kind'],
  columns: number,
  names: number,
): Record<SplitName, number>[] {
  const counts = Array.from({ length: names }, emptySizes);
  for (const [at, { answers }] of samples.entries()) {
    if (Number.isNaN(answers[0])) continue;
    if (kind === 'class') counts[answers[0]][sides[at]]++;
    else if (kind === 'value') counts[0][sides[at]]++;
    else for (let label = 0; label < columns; label++) if (answers[label] === 1) counts[label][sides[at]]++;
  }
  return counts;
}

function warnOfFew(counts: readonly Record<SplitName, number>[], { names, kind }: Head): string[] {
  const what = kind === 'labels' ? 'label' : kind === 'class' ? 'class' : 'value';
  return names.flatMap((name, index) => {
    const { train, validation, test } = counts[index];
    const all = train + validation + test;
    if (all >= FEW_FILMS) return [];
    if (all === 0) return [`No film has the ${what} ${name}.`];
    return [`${name} has only ${counted(all, 'film')}, too few for reliable figures.`];
  });
}
