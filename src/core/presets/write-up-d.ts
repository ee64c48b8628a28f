/** What all presets of write-up D share: its cleaning, question, split and batch size. */
import type { Settings } from './preset';

/** Excludes films without date, poster or genres, greyscale posters, and films before 1980: 31,538 posters. */
export const QUESTION_D = {
  cleaning: { rules: ['no-date', 'no-poster-path', 'no-genre', 'before-year', 'greyscale'], year: 1980 },
  task: { kind: 'genres' },
  split: { validation: 0.25, test: 0 },
  images: { fit: 'stretch', width: 224, height: 224 },
  loss: { kind: 'binary-cross-entropy' },
} satisfies Settings;

/** The write-up trained 15 to 300 epochs. */
export const EPOCHS_D = { epochs: 15, batchSize: 32 } as const;

export const STOPPING_D = { metric: 'loss', patience: 3 } as const;

export const IMAGES_UNSAID = 'The source does not give its image size; here: 224 × 224, stretched.';
