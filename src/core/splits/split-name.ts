/** The sides of a split: films to learn from, to choose by, and to judge by at the end. */
export type SplitName = 'train' | 'validation' | 'test';
export const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];
