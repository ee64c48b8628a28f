/** The task "genres": a film's labels are all the genres that it lists. */
import type { Film } from '../films/film';
import { labelsBaseline } from '../metrics/constant-baselines';
import { labelStatistics } from '../metrics/label-statistics';
import { askFilms, type Reason } from './ask';
import type { LabelTargets } from './targets';

export interface GenresOptions {
  /** Which genres are labels: all, those with at least this many films, or those named. */
  labels: { by: 'all' } | { by: 'films'; atLeast: number } | { by: 'names'; names: readonly string[] };
  /** Keep films none of whose genres is a label; all their labels are 0. */
  keepWithout: boolean;
}

const DEFAULT_GENRES: GenresOptions = { labels: { by: 'all' }, keepWithout: false };

export interface GenresTargets extends LabelTargets {
  /** Share of the films that have 0, 1, … labels. */
  cardinality: Float64Array;
}

/** Labels are ordered by frequency, ties by name; named labels are in the order requested. */
export function genresTargets(films: readonly Film[], options: Partial<GenresOptions> = {}): GenresTargets {
  const all = { ...DEFAULT_GENRES, ...options };
  const warnings: string[] = [];
  const names = labelNames(films, all.labels, warnings);
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const asked = askFilms(films, reasonsOf(all), (film) => {
    const labels = film.genres.map((genre) => indexOf.get(genre)).filter((label) => label !== undefined);
    const doubt = film.genres.length === 0 ? 'no-genre' : labels.length === 0 ? 'no-label' : null;
    return { target: labels, doubt };
  });
  const values = new Uint8Array(asked.films.length * names.length);
  for (const [film, labels] of asked.answers.entries())
    for (const label of labels) values[film * names.length + label] = 1;
  const baseline = labelsBaseline(values, names.length);
  return {
    films: asked.films,
    answers: { kind: 'labels', names, values },
    doubts: asked.doubts,
    distribution: names.map((name, label) => ({
      name,
      films: Math.round(baseline.frequency[label] * asked.films.length),
    })),
    baseline,
    warnings,
    cardinality: labelStatistics(values, names.length).cardinality,
  };
}

function reasonsOf({ keepWithout }: GenresOptions): Reason[] {
  return [
    { id: 'no-genre', description: 'The film lists no genre.', leftOut: true },
    { id: 'no-label', description: "None of the film's genres is a label.", leftOut: !keepWithout },
  ];
}

function labelNames(films: readonly Film[], labels: GenresOptions['labels'], warnings: string[]): string[] {
  const counts = new Map<string, number>();
  for (const film of films)
    for (const genre of new Set(film.genres)) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  if (labels.by === 'names') return namedLabels(labels.names, counts, warnings);
  const least = labels.by === 'films' ? labels.atLeast : 1;
  return [...counts]
    .filter(([, count]) => count >= least)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([name]) => name);
}

/** Matches names regardless of case; warns about those that no film has. */
function namedLabels(
  names: readonly string[],
  counts: ReadonlyMap<string, number>,
  warnings: string[],
): string[] {
  const byLowerCase = new Map([...counts.keys()].map((name) => [name.toLowerCase(), name]));
  const found = new Set<string>();
  for (const name of names) {
    const label = counts.has(name) ? name : byLowerCase.get(name.toLowerCase());
    if (label === undefined) warnings.push(`No film has the genre ${name}.`);
    else found.add(label);
  }
  return [...found];
}
