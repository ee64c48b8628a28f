/** The random baseline of write-up C. */
import { percent, plain, preset, type RunSpec } from './preset';
import { allGenres } from './write-up-c';

const draw = (id: 'one-uniform' | 'one-frequent' | 'cardinality' | 'frequency', name: string): RunSpec => ({
  id,
  name,
  settings: { model: { kind: 'random', draw: id } },
});

export const RANDOM_BASELINE = preset({
  id: 'random-genres',
  title: 'Random genres',
  description:
    'What chance reaches: genres drawn without a look at the poster, in four ways. Whatever is trained has to beat it.',
  writeUp: 'C',
  differs: [
    'The paper does not say how its genres were drawn; its figure is nearest to one genre, all equally likely, which is expected to reach 10.56 % on the whole table.',
  ],
  settings: { ...allGenres(null), images: { width: 64, height: 64 } },
  runs: [
    {
      ...draw('one-uniform', 'One genre, all equally likely'),
      published: [
        percent('any-match', '12.34'),
        plain('films-after-cleaning', '35000', { about: true }),
        plain('labels', '20'),
      ],
    },
    draw('one-frequent', 'One genre, drawn by its frequency'),
    draw('cardinality', 'As many genres as films have'),
    draw('frequency', 'Each genre with its own frequency'),
  ],
});
