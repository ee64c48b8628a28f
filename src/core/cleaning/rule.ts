/** A cleaning rule: one reason to leave a Film out, judged by the Film, the films before it, or its poster. */
import type { Film } from '../films/film';
import type { CleaningRuleId, CleaningSettings } from '../recipe/cleaning';
import type { PosterFacts } from '../pixels/poster-facts';

/** What is known of the poster of a film; null where it has none, or nobody has looked at it yet. */
export type FactsOf = (film: Film) => PosterFacts | null;

export interface Rule {
  id: CleaningRuleId;
  /** What a person calls it: "No genre". */
  title: string;
  /** One sentence: which films it leaves out. */
  description: string;
  /** It looks at the poster, not at the table: films whose posters nobody has looked at pass. */
  ofPoster?: true;
  /**
   * A judge that has seen nothing yet: a new one for each run of the funnel, asked about every film that is left, in
   * the order of the table. True leaves the film out.
   */
  judge(settings: CleaningSettings, factsOf: FactsOf): (film: Film) => boolean;
}
