/** The sides of a split: films to train on, to choose models by, and to judge the final model by. */
export type SplitName = 'train' | 'validation' | 'test';
export const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];
