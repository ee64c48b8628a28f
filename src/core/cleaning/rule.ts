/** A cleaning rule: one reason to leave a Film out, judged by the Film, the films before it, or its poster. */
import type { Film, FilmField } from '../films/film';
import type { PosterFacts } from '../pixels/poster-facts';
import type { Measure, Measures } from './measures';

/** What is known of the poster of a film; null where it has none, or nobody has looked at it yet. */
export type FactsOf = (film: Film) => PosterFacts | null;

/** A number that a rule measures by, as the page lets a person change it. */
export interface RuleControl {
  label: string;
  measure: Measure;
  value(measures: Measures): number;
  /** The part of the measures that changes. */
  change(measures: Measures, value: number): Partial<Measures>;
  /** A share from 0 to 1 is shown and typed in percent. */
  percent?: true;
  /** Of the field's arrows, in the unit shown; 1 by default. */
  step?: number;
  unit?: string;
}

export interface Rule {
  /** What a person calls it: "No genre". */
  title: string;
  /** One sentence: which films it leaves out. */
  description: string;
  /** The column without which it would leave out every film; null where a missing column lets films pass. */
  needs: FilmField | null;
  /** It looks at the poster, not at the table: films whose posters nobody has looked at pass. */
  ofPoster?: true;
  controls?: readonly RuleControl[];
  /**
   * A judge that has seen nothing yet: a new one for each run of the funnel, asked about every film that is left, in
   * the order of the table. True leaves the film out.
   */
  judge(measures: Measures, factsOf: FactsOf): (film: Film) => boolean;
}
