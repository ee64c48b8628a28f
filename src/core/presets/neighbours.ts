/** Neighbours of write-up C: ML-kNN over k on 64 × 64 pixels, and compared with one-versus-rest kNN on 100 × 150. */
import { percent, plain, preset, type PublishedFigure, type RunSpec, type Settings } from './preset';
import { allGenres } from './write-up-c';

/** The values of k that the paper tried. */
const SWEPT = [1, 3, 5, 7, 10, 15, 20, 30, 40, 50, 100];

interface Line {
  allMatch: string;
  anyMatch: string;
  binaryAccuracy: string;
  hammingLoss: string;
}

function figures({ allMatch, anyMatch, binaryAccuracy, hammingLoss }: Line): PublishedFigure[] {
  return [
    percent('exact-match', allMatch),
    percent('any-match', anyMatch),
    // printed as a fraction; as a percentage it has two decimal places fewer
    { ...plain('accuracy', binaryAccuracy), digits: digitsAsPercentage(binaryAccuracy) },
    plain('hamming-loss', hammingLoss),
  ];
}

function digitsAsPercentage(printed: string): number {
  return Math.max(0, printed.length - 4);
}

const K_40: Line = { allMatch: '7', anyMatch: '44', binaryAccuracy: '0.8875', hammingLoss: '0.1125' };
const SMALL: Record<number, Line | undefined> = {
  1: { allMatch: '5.5', anyMatch: '19.5', binaryAccuracy: '0.852', hammingLoss: '0.148' },
  30: { allMatch: '8', anyMatch: '44.5', binaryAccuracy: '0.885', hammingLoss: '0.115' },
  40: K_40,
};

const DIFFERS = [
  'The films are drawn by the seed; the paper does not say how it drew its own.',
  'Posters are stretched to the size, as the paper’s sizes suggest.',
];

const SQUARE_64 = { fit: 'stretch', width: 64, height: 64 } as const;
const SIXTY_FOUR = { ...allGenres(2000), images: SQUARE_64 } satisfies Settings;

function neighbours(
  method: 'ml-knn' | 'one-versus-rest',
  k: number,
  sweep: number[] = [],
): Settings['model'] {
  return { kind: 'neighbours', method, k, sweep };
}

export const ML_KNN_SWEEP = preset({
  id: 'ml-knn-64',
  title: 'ML-kNN on 64 × 64 pixels, the sweep over k',
  description:
    '1,600 training, 200 validation and 200 test posters, raw pixels of 64 × 64, eleven values of k: one row each.',
  writeUp: 'C',
  posters: 2000,
  differs: DIFFERS,
  settings: SIXTY_FOUR,
  runs: SWEPT.map((k): RunSpec => {
    const line = SMALL[k];
    return {
      id: `k-${k}`,
      name: `k = ${k}`,
      settings: { model: neighbours('ml-knn', k) },
      published: line ? figures(line) : [],
    };
  }),
});

export const ML_KNN_CHART = preset({
  id: 'ml-knn-64-chart',
  title: 'ML-kNN on 64 × 64 pixels, k = 40',
  description:
    'The same posters at the paper’s best k, with the whole sweep as one chart: one search for 100 neighbours serves all smaller values of k.',
  writeUp: 'C',
  posters: 2000,
  differs: DIFFERS,
  settings: { ...SIXTY_FOUR, model: neighbours('ml-knn', 40, SWEPT) },
  published: figures(K_40),
});

export const NEIGHBOURS_100 = preset({
  id: 'neighbours-100',
  title: 'ML-kNN and one-versus-rest kNN on 100 × 150 pixels',
  description:
    '2,800 training, 350 validation and 350 test posters, k = 40: two ways for neighbours to vote.',
  writeUp: 'C',
  posters: 3500,
  differs: DIFFERS,
  settings: { ...allGenres(3500), images: { fit: 'stretch', width: 100, height: 150 } },
  runs: [
    {
      id: 'ml-knn',
      name: 'ML-kNN',
      settings: { model: neighbours('ml-knn', 40) },
      published: figures({
        allMatch: '7.77',
        anyMatch: '34.28',
        binaryAccuracy: '0.883',
        hammingLoss: '0.117',
      }),
    },
    {
      id: 'one-versus-rest',
      name: 'One-versus-rest kNN',
      settings: { model: neighbours('one-versus-rest', 40) },
      published: figures({
        allMatch: '9.714',
        anyMatch: '35.428',
        binaryAccuracy: '0.882',
        hammingLoss: '0.118',
      }),
    },
  ],
});

export const NEIGHBOURS_OF_ALL = preset({
  id: 'neighbours-all',
  title: 'Neighbours among all posters',
  description:
    'The paper’s future work: kNN on all the data instead of 2,800 posters, by raw pixels and by the bundled network’s features.',
  writeUp: 'C',
  futureWork: true,
  differs: ['The paper searched 2,800 posters.'],
  settings: { ...allGenres(null), images: SQUARE_64 },
  runs: [
    { id: 'pixels', name: 'Raw pixels, 64 × 64', settings: { model: neighbours('ml-knn', 40) } },
    {
      id: 'features',
      name: 'Features of the bundled network',
      settings: {
        images: { fit: 'pad', width: 192, height: 288 },
        model: { kind: 'neighbours', method: 'ml-knn', k: 40, on: 'features' },
      },
    },
  ],
});
