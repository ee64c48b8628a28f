/** The balance settings of a recipe. */
import { z } from 'zod';

/** What to do about classes of different sizes; affects only the training side. */
export const balanceSchema = z
  .strictObject({
    /** `over` repeats films of small classes, `under` leaves out films of large ones, until they are even. */
    sampling: z.enum(['none', 'over', 'under']).default('none'),
    /**
     * `balanced`: n / (classes · n of the class), as in scikit-learn. For labels, use the loss's positive weights
     * instead.
     */
    classWeights: z.enum(['none', 'balanced']).default('none'),
  })
  .prefault({});

export type BalanceSettings = z.infer<typeof balanceSchema>;
