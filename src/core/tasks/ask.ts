/**
 * Asks every film one question. A film has no answer, a valid one, or a doubtful one, which is kept or left out as the
 * person chose. All are counted.
 */
import { OnesheetError } from '../errors';
import type { Film } from '../films/film';
import type { Doubt } from './targets';

export interface Reason {
  id: string;
  description: string;
  /** False if films are kept despite the doubt. */
  leftOut: boolean;
}

export interface Answer<T> {
  /** null if the film cannot have an answer, whatever the person chose. */
  target: T | null;
  /** Id of the first reason that applies to the film. */
  doubt: string | null;
}

export interface Asked<T> {
  films: Film[];
  answers: T[];
  /** One for each reason, in order, including those without films. */
  doubts: Doubt[];
}

/** @throws OnesheetError `unexpected` if an answer is missing without a reason, or for a reason that keeps films. */
export function askFilms<T>(
  films: readonly Film[],
  reasons: readonly Reason[],
  answer: (film: Film) => Answer<T>,
): Asked<T> {
  const doubts = new Map(reasons.map((reason) => [reason.id, { ...reason, films: [] as Film[] }]));
  const asked: Asked<T> = { films: [], answers: [], doubts: [...doubts.values()] };
  for (const film of films) {
    const { target, doubt: id } = answer(film);
    const doubt = id === null ? undefined : doubts.get(id);
    doubt?.films.push(film);
    if (doubt?.leftOut) continue;
    if (target === null) throw withoutReason(film);
    asked.films.push(film);
    asked.answers.push(target);
  }
  return asked;
}

function withoutReason(film: Film): OnesheetError {
  return new OnesheetError(
    'unexpected',
    `"${film.title}" (line ${film.line}) has no answer, and no reason why.`,
    'Report this with the row of the table.',
  );
}
