/**
 * Every system, table row, figure and model that the product sets out to reproduce, by write-up, with the recipe that
 * reproduces it. Figures are as printed; a share that was printed as a percentage ends in %.
 */
import type { MetricId } from '../../metrics/facts';
import type { WriteUpId } from '../write-ups';

export interface MissionItem {
  writeUp: WriteUpId;
  item: string;
  /** Recipe ids: of a preset, or of a preset and a run. */
  recipes: readonly string[];
  /** For each of the recipes: metric, printed figure, and its label. */
  figures?: readonly (readonly [MetricId, string, label?: string])[];
}

const labelled = (
  label: string,
  recall: string,
  precision: string,
  f1: string,
  films: string,
): NonNullable<MissionItem['figures']> => [
  ['recall', recall, label],
  ['precision', precision, label],
  ['f1', f1, label],
  ['support', films, label],
];

export const MISSION: readonly MissionItem[] = [
  // A
  {
    writeUp: 'A',
    item: 'Clean 45,466 rows; ten genres of the 1,000 most popular',
    recipes: ['ten-genres-resnet18'],
    figures: [
      ['films-after-cleaning', '40727'],
      ['posters', '10000'],
    ],
  },
  {
    writeUp: 'A',
    item: 'Experiment 1: plain resize',
    recipes: ['four-fits/stretch', 'four-fits-bundled/stretch'],
    figures: [['accuracy', '80%']],
  },
  {
    writeUp: 'A',
    item: 'Experiment 1: centre crop',
    recipes: ['four-fits/centre-crop', 'four-fits-bundled/centre-crop'],
    figures: [['accuracy', '80%']],
  },
  {
    writeUp: 'A',
    item: 'Experiment 1: padded',
    recipes: ['four-fits/pad', 'four-fits-bundled/pad', 'comedy-or-horror'],
    figures: [['accuracy', '85%']],
  },
  {
    writeUp: 'A',
    item: 'Experiment 1: random crop of 280',
    recipes: ['four-fits/random-crop', 'four-fits-bundled/random-crop'],
    figures: [['accuracy', '85%']],
  },
  {
    writeUp: 'A',
    item: 'Experiment 2: ten genres, curves, heatmap, top-1 and top-3',
    recipes: ['ten-genres-resnet18', 'ten-genres'],
    figures: [
      ['accuracy', '32%'],
      ['top-3', '65%'],
    ],
  },
  {
    writeUp: 'A',
    item: 'Experiment 3: ResNet18',
    recipes: ['box-office/resnet18', 'bag-of-tricks/resnet18', 'box-office-bundled/head'],
    figures: [
      ['accuracy', '0.6809'],
      ['seconds-an-epoch', '8'],
    ],
  },
  {
    writeUp: 'A',
    item: 'Experiment 3: + Bag of Tricks',
    recipes: ['box-office/bag-of-tricks', 'bag-of-tricks/bag-of-tricks'],
    figures: [
      ['accuracy', '0.6968'],
      ['seconds-an-epoch', '35'],
    ],
  },
  {
    writeUp: 'A',
    item: 'Experiment 3: + Mish',
    recipes: ['box-office/mish'],
    figures: [
      ['accuracy', '0.7021'],
      ['seconds-an-epoch', '13'],
    ],
  },
  {
    writeUp: 'A',
    item: 'Experiment 3: + both',
    recipes: ['box-office/bag-of-tricks-mish'],
    figures: [
      ['accuracy', '0.6915'],
      ['seconds-an-epoch', '40'],
    ],
  },
  {
    writeUp: 'A',
    item: 'Experiment 3: Deep & Wide',
    recipes: ['box-office/deep-and-wide'],
    figures: [
      ['accuracy', '0.6879'],
      ['seconds-an-epoch', '47'],
    ],
  },
  {
    writeUp: 'A',
    item: 'Experiment 3: + augmentation',
    recipes: ['box-office/augmentation'],
    figures: [
      ['accuracy', '0.7037'],
      ['seconds-an-epoch', '8'],
    ],
  },
  {
    writeUp: 'A',
    item: 'Bag of Tricks, architecture and training halves separately',
    recipes: ['bag-of-tricks/architecture', 'bag-of-tricks/training'],
  },
  { writeUp: 'A', item: 'Gallery of unseen posters', recipes: ['gallery'] },
  // B
  {
    writeUp: 'B',
    item: 'Score in five bins, test accuracy, confusion matrix',
    recipes: ['score-bins', 'score-bins-bundled'],
    figures: [['accuracy', '66%']],
  },
  {
    writeUp: 'B',
    item: 'Genres: baseline',
    recipes: ['genres-ablation/baseline', 'genres-ablation-bundled/baseline'],
    figures: [
      ['mean-average-precision', '0.125'],
      ['mean-auc', '0.661'],
    ],
  },
  {
    writeUp: 'B',
    item: 'Genres: + positive-class weights',
    recipes: ['genres-ablation/positive-weights', 'genres-ablation-bundled/positive-weights'],
    figures: [
      ['mean-average-precision', '0.220'],
      ['mean-auc', '0.720'],
    ],
  },
  {
    writeUp: 'B',
    item: 'Genres: + learning-rate warm-up',
    recipes: ['genres-ablation/warm-up', 'genres-ablation-bundled/warm-up'],
    figures: [
      ['mean-average-precision', '0.231'],
      ['mean-auc', '0.729'],
    ],
  },
  {
    writeUp: 'B',
    item: 'Genres: + AdamW',
    recipes: ['genres-ablation/adamw', 'genres-ablation-bundled/adamw'],
    figures: [
      ['mean-average-precision', '0.248'],
      ['mean-auc', '0.722'],
    ],
  },
  // C
  {
    writeUp: 'C',
    item: 'Clean: no genre, repeated titles; random baseline',
    recipes: ['random-genres/one-uniform'],
    figures: [
      ['films-after-cleaning', '35000'],
      ['labels', '20'],
      ['any-match', '12.34%'],
    ],
  },
  {
    writeUp: 'C',
    item: 'ML-kNN on 64 × 64, every k of the sweep',
    recipes: [1, 3, 5, 7, 10, 15, 20, 30, 40, 50, 100].map((k) => `ml-knn-64/k-${k}`),
  },
  {
    writeUp: 'C',
    item: 'ML-kNN on 64 × 64, k = 40',
    recipes: ['ml-knn-64/k-40', 'ml-knn-64-chart'],
    figures: [
      ['exact-match', '7%'],
      ['any-match', '44%'],
      ['accuracy', '0.8875'],
      ['hamming-loss', '0.1125'],
    ],
  },
  {
    writeUp: 'C',
    item: 'ML-kNN on 64 × 64, k = 30',
    recipes: ['ml-knn-64/k-30'],
    figures: [
      ['exact-match', '8%'],
      ['any-match', '44.5%'],
      ['accuracy', '0.885'],
      ['hamming-loss', '0.115'],
    ],
  },
  {
    writeUp: 'C',
    item: 'ML-kNN on 64 × 64, k = 1',
    recipes: ['ml-knn-64/k-1'],
    figures: [
      ['exact-match', '5.5%'],
      ['any-match', '19.5%'],
      ['accuracy', '0.852'],
      ['hamming-loss', '0.148'],
    ],
  },
  {
    writeUp: 'C',
    item: 'ML-kNN on 100 × 150, k = 40',
    recipes: ['neighbours-100/ml-knn'],
    figures: [
      ['exact-match', '7.77%'],
      ['any-match', '34.28%'],
      ['accuracy', '0.883'],
      ['hamming-loss', '0.117'],
    ],
  },
  {
    writeUp: 'C',
    item: 'One-versus-rest kNN, k = 40',
    recipes: ['neighbours-100/one-versus-rest'],
    figures: [
      ['exact-match', '9.714%'],
      ['any-match', '35.428%'],
      ['accuracy', '0.882'],
      ['hamming-loss', '0.118'],
    ],
  },
  {
    writeUp: 'C',
    item: 'ResNet34, multi-label',
    recipes: ['genres-resnet34', 'genres-resnet34-bundled'],
    figures: [
      ['accuracy', '90.62%'],
      ['exact-match', '12.49%'],
      ['any-match', '38.26%'],
      ['log-loss', '0.2486'],
      ['hamming-loss', '0.0938'],
      ...labelled('Animation', '.44', '.84', '.58', '135'),
      ...labelled('Comedy', '.40', '.77', '.52', '1135'),
      ...labelled('Drama', '.39', '.68', '.50', '1558'),
      ...labelled('Horror', '.32', '.52', '.40', '406'),
      ...labelled('Family', '.23', '.75', '.35', '233'),
    ],
  },
  {
    writeUp: 'C',
    item: 'A CNN of its own',
    recipes: ['genres-own-cnn'],
    figures: [
      ['exact-match', '8%'],
      ['any-match', '44.5%'],
      ['accuracy', '.885'],
      ['hamming-loss', '.115'],
    ],
  },
  {
    writeUp: 'C',
    item: 'Future work: over- and undersampling',
    recipes: ['genres-sampling/over', 'genres-sampling/under'],
  },
  { writeUp: 'C', item: 'Future work: augmentation to balance', recipes: ['genres-augmentation/augmented'] },
  { writeUp: 'C', item: 'Future work: kNN on all the data', recipes: ['neighbours-all/pixels'] },
  {
    writeUp: 'C',
    item: 'Future work: other targets',
    recipes: ['other-targets/score', 'other-targets/revenue', 'other-targets/box-office'],
  },
  { writeUp: 'C', item: 'Future work: one model that outputs all targets', recipes: ['all-at-once'] },
  // D
  {
    writeUp: 'D',
    item: 'Clean: date, poster, genres, greyscale, before 1980; ResNet34 before augmentation',
    recipes: ['genres-balanced/before', 'genres-balanced-bundled/before'],
    figures: [
      ['posters', '31538'],
      ['accuracy', '88%'],
    ],
  },
  {
    writeUp: 'D',
    item: 'Balance by augmentation; ResNet34 after it',
    recipes: ['genres-balanced/after', 'genres-balanced-bundled/after'],
    figures: [
      ['posters-after-balancing', '44182'],
      ['accuracy', '89%'],
    ],
  },
  {
    writeUp: 'D',
    item: 'ResNet34 with early stopping, 8 epochs',
    recipes: ['genres-balanced/early-stopping', 'genres-balanced-bundled/early-stopping'],
    figures: [
      ['accuracy', '90.34%'],
      ['epochs', '8'],
    ],
  },
  {
    writeUp: 'D',
    item: 'ResNet34, ResNet18, ResNet50V2',
    recipes: ['five-networks/resnet34', 'five-networks/resnet18', 'five-networks/resnet50v2'],
  },
  {
    writeUp: 'D',
    item: 'VGG16',
    recipes: ['five-networks/vgg16'],
    figures: [['accuracy', '89.35%']],
  },
  {
    writeUp: 'D',
    item: 'The 11-layer CNN',
    recipes: ['five-networks/eleven-layers', 'two-optimizers/adam'],
    figures: [['accuracy', '89.35%']],
  },
  { writeUp: 'D', item: 'SGD(0.001)', recipes: ['two-optimizers/sgd'] },
  { writeUp: 'D', item: 'Future work: drop low-resolution posters', recipes: ['low-resolution/without'] },
];
