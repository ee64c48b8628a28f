/** A cleaning rule: one reason to leave a Film out, judged by the Film, the films before it, or its poster. */
import type { Film, FilmField } from '../films/film';
import type { PosterFacts } from '../pixels/poster-facts';
import type { Measure, Measures } from './measures';

/** What is known about a film's poster; null if it has none or the poster has not been examined. */
export type FactsOf = (film: Film) => PosterFacts | null;

/** A measure of a rule that the page lets a person change. */
export interface RuleControl {
  label: string;
  measure: Measure;
  value(measures: Measures): number;
  /** The measures that change. */
  change(measures: Measures, value: number): Partial<Measures>;
  /** A share from 0 to 1 that is shown and typed as a percentage. */
  percent?: true;
  /** Step of the field's arrows, in the unit shown; 1 by default. */
  step?: number;
  unit?: string;
}

export interface Rule {
  /** Shown to people: "No genre". */
  title: string;
  /** One sentence: the films that the rule leaves out. */
  description: string;
  /** The column without which the rule would leave out every film; null if films pass when the column is missing. */
  needs: FilmField | null;
  /** The rule examines the poster, not the table; films whose posters have not been examined pass. */
  ofPoster?: true;
  controls?: readonly RuleControl[];
  /**
   * Creates a judge without memory of earlier films. Each run of the funnel creates one and asks it about every
   * remaining film in table order. True leaves the film out.
   */
  judge(measures: Measures, factsOf: FactsOf): (film: Film) => boolean;
}
