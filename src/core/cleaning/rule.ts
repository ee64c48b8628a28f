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
