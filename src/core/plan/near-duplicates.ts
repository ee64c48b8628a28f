/** Finds films whose posters are nearly the same picture, from the measurements of the posters. */
import type { FactsOf } from '../cleaning/rule';
import type { Film } from '../films/film';
import { groupNearDuplicates } from '../pixels/near-duplicates';

/** Film key → key of the film that names its group. Films without facts are missing. */
export function nearDuplicateOf(films: readonly Film[], factsOf: FactsOf): Map<string, string> {
  const measured = films.flatMap((film) => {
    const facts = factsOf(film);
    return facts ? [{ key: film.key, facts }] : [];
  });
  const hashes = (kind: 'perceptual' | 'difference') =>
    Uint32Array.from(measured.flatMap(({ facts }) => facts[kind]));
  const groups = groupNearDuplicates({
    perceptual: hashes('perceptual'),
    difference: hashes('difference'),
  });
  return new Map(measured.map(({ key }, at) => [key, measured[groups[at]].key]));
}
