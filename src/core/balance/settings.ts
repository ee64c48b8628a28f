/** The recipe's balance. */
import { z } from 'zod';

/** What is done about classes of unlike size, on the training side alone. */
export const balanceSchema = z
  .strictObject({
    /** `over` repeats films of small classes, `under` leaves out films of large ones, until they are even. */
    sampling: z.enum(['none', 'over', 'under']).default('none'),
    /** `balanced`: n / (classes · n of the class), as scikit-learn. Labels have positive weights in the loss instead. */
    classWeights: z.enum(['none', 'balanced']).default('none'),
  })
  .prefault({});

export type BalanceSettings = z.infer<typeof balanceSchema>;
