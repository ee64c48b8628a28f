/** What can be wrong with a film's score: TMDb has a 0 if nobody voted, and averages of one or two votes. */
import type { Film } from '../films/film';
import type { Reason } from './ask';

export interface ScoreOptions {
  /** Minimum number of votes: 1 leaves out unrated films, 0 keeps them with the score in the table. */
  leastVotes: number;
}

export const DEFAULT_SCORE: ScoreOptions = { leastVotes: 1 };

export function scoreReasons({ leastVotes }: ScoreOptions): Reason[] {
  return [
    { id: 'score-missing', description: 'The table does not give the score.', leftOut: true },
    { id: 'unrated', description: 'Nobody has voted.', leftOut: leastVotes > 0 },
    { id: 'few-votes', description: `The score is based on fewer than ${leastVotes} votes.`, leftOut: true },
  ];
}

/** A score of 0 with an unknown number of votes counts as unrated: that is what TMDb writes. */
export function scoreDoubt(film: Film, { leastVotes }: ScoreOptions): string | null {
  const { voteAverage, voteCount } = film;
  if (voteAverage === null) return 'score-missing';
  if (voteCount === 0 || (voteCount === null && voteAverage === 0)) return 'unrated';
  return voteCount !== null && voteCount < leastVotes ? 'few-votes' : null;
}
