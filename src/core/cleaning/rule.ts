/** A cleaning rule: one reason to leave a Film out, judged by that Film alone. */
import type { Film } from '../films/film';
import type { CleaningRuleId } from '../recipe/recipe';

export interface Rule {
  id: CleaningRuleId;
  /** What a person calls it: "No genre". */
  title: string;
  /** One sentence: which films it leaves out. */
  description: string;
  leavesOut(film: Film): boolean;
}

/** A rule that no recipe can name yet. */
export type UnlistedRule = Omit<Rule, 'id'> & { id: string };

/** A reason to leave a Film out that depends on the films before it. */
export interface SequenceRule extends Omit<UnlistedRule, 'leavesOut'> {
  /**
   * A judge that has seen nothing yet: a new one for each run of the funnel, asked about every film that is left, in
   * the order of the table. Whom it keeps therefore depends on the rules before it.
   */
  judge(): (film: Film) => boolean;
}
