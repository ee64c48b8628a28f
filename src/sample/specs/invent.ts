/**
 * Invents titles, people and taglines from the word lists.
 */
import type { Random } from '../../core/random';
import type { SampleGenre } from './genres';
import {
  GENRE_WORDS,
  GIVEN_NAMES,
  NAME_ENDS,
  NAME_STARTS,
  NUMBERS,
  PLACE_ENDS,
  PLACE_STARTS,
  TITLE_PATTERNS,
  VERBS,
} from './words';

function inventPlace(random: Random): string {
  return random.pick(PLACE_STARTS) + random.pick(PLACE_ENDS);
}

/** A person's invented name: "Odra Tarrick". */
export function inventPerson(random: Random): string {
  return `${random.pick(GIVEN_NAMES)} ${random.pick(NAME_STARTS)}${random.pick(NAME_ENDS)}`;
}

function plural(noun: string): string {
  if (noun === 'Tooth') return 'Teeth';
  if (/(ch|sh|s|x)$/.test(noun)) return `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** An invented title in the style of a genre: "The Crooked Cellar". */
export function inventTitle(genre: SampleGenre, random: Random): string {
  const words = GENRE_WORDS[genre];
  const makers: Record<string, () => string> = {
    noun: () => random.pick(words.noun),
    trait: () => random.pick(words.trait),
    thing: () => random.pick(words.thing),
    things: () => plural(random.pick(words.thing)),
    act: () => random.pick(words.act),
    place: () => inventPlace(random),
    name: () => random.pick(GIVEN_NAMES),
    number: () => random.pick(NUMBERS),
    verb: () => random.pick(VERBS),
  };
  const title = random.pick(TITLE_PATTERNS).replace(/\{(\w+)\}/g, (_, kind: string) => makers[kind]());
  return title.replace(/\bA (?=[AEIO])/g, 'An ');
}

/** One of a genre's taglines. */
export function inventTagline(genre: SampleGenre, random: Random): string {
  return random.pick(GENRE_WORDS[genre].tagline);
}
