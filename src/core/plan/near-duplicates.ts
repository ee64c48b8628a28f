/** Which films' posters are nearly the same picture, by what was measured of them. */
import type { FactsOf } from '../cleaning/rule';
import type { Film } from '../films/film';
import { groupNearDuplicates } from '../pixels/near-duplicates';

/** The film after which its group is called, by the film's key; films without facts have none. */
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
