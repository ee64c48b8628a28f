/**
 * The recipe's split: which films are learned from, and which are judged. Stratified by class or label; all samples of
 * a film are on one side.
 */
import { z } from 'zod';

export const splitSchema = z
  .strictObject({
    /** Shares of the films; the rest is for training. */
    validation: z.number().min(0.01).max(0.9).default(0.2),
    test: z.number().min(0).max(0.8).default(0),
    /** Number of films to use, drawn by the seed; null for all. */
    films: z.int().min(2).nullable().default(null),
    /** k folds in place of the shares: this fold is for validation, the others for training. */
    folds: z
      .strictObject({ count: z.int().min(2).max(50), fold: z.int().min(0) })
      .nullable()
      .default(null),
    /** Keep posters that are nearly the same picture on one side. */
    keepNearDuplicates: z.boolean().default(false),
  })
  .prefault({})
  .refine((split) => split.validation + split.test <= 0.95, 'Leave at least 5 % for training.')
  .refine((split) => split.folds === null || split.folds.fold < split.folds.count, 'There is no such fold.');
