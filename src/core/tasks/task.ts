/** The recipe's task: the question about a poster that the network answers. */
import { z } from 'zod';

const genre = z.strictObject({
  /** A film's class is the first genre that it lists (for a folder per class, the folder's name). */
  kind: z.literal('genre'),
  classes: z
    .discriminatedUnion('by', [
      /** The most frequent genres among the remaining films. */
      z.strictObject({ by: z.literal('top'), count: z.int().min(2).max(100) }),
      z.strictObject({ by: z.literal('names'), names: z.array(z.string().min(1)).min(2).max(100) }),
    ])
    .default({ by: 'top', count: 10 }),
  /** Number of films per class, most popular first; null for all. */
  perClass: z.int().min(2).nullable().default(null),
});

const genresOptions = {
  /** Which genres are labels: all, those with at least this many films, or those named. */
  labels: z
    .discriminatedUnion('by', [
      z.strictObject({ by: z.literal('all') }),
      z.strictObject({ by: z.literal('films'), atLeast: z.int().min(1) }),
      z.strictObject({ by: z.literal('names'), names: z.array(z.string().min(1)).min(1).max(100) }),
    ])
    .default({ by: 'all' }),
  /** Keep films none of whose genres is a label; all their labels are 0. */
  keepWithout: z.boolean().default(false),
};

const moneyOptions = {
  /** Leave out films whose budget or revenue is 0, which the table has if the sum was unknown. */
  leaveOutZero: z.boolean().default(true),
  /** US dollars: sums above 0 and below this are implausibly small. 0 for no limit. */
  implausiblyBelow: z.number().min(0).default(1000),
  leaveOutImplausible: z.boolean().default(true),
};

const boxOfficeOptions = {
  ...moneyOptions,
  /** Smallest ratio of revenue to budget at which a film paid. */
  threshold: z.number().positive().default(1),
};

/** Minimum number of votes: 1 leaves out unrated films, 0 keeps them with the score in the table. */
const leastVotes = z.int().min(0).default(1);

const scoreBinOptions = {
  leastVotes,
  /** Ascending; each bin includes its lower edge, and the last bin includes both. */
  edges: z
    .array(z.number())
    .min(3)
    .max(51)
    .default([0, 2, 4, 6, 8, 10])
    .refine((edges) => edges.every((edge, at) => at === 0 || edge > edges[at - 1]), 'Edges must increase.'),
};

const revenueOptions = {
  implausiblyBelow: moneyOptions.implausiblyBelow,
  leaveOutImplausible: moneyOptions.leaveOutImplausible,
};

export const taskSchema = z.discriminatedUnion('kind', [
  genre,
  /** Several labels per film: all the genres that it lists. */
  z.strictObject({ kind: z.literal('genres'), ...genresOptions }),
  /** Whether the revenue is at least `threshold` times the budget. */
  z.strictObject({ kind: z.literal('box-office'), ...boxOfficeOptions }),
  /** The bin that contains the score. */
  z.strictObject({ kind: z.literal('score-bins'), ...scoreBinOptions }),
  /** The score itself, 0 to 10. */
  z.strictObject({ kind: z.literal('score'), leastVotes }),
  /** log10 of the revenue in US dollars. */
  z.strictObject({ kind: z.literal('revenue'), ...revenueOptions }),
  /** One network with a head per question; missing answers are masked. null omits a head. */
  z.strictObject({
    kind: z.literal('all'),
    genres: z.strictObject(genresOptions).nullable().prefault({}),
    boxOffice: z.strictObject(boxOfficeOptions).nullable().prefault({}),
    scoreBins: z.strictObject(scoreBinOptions).nullable().prefault({}),
    score: z.strictObject({ leastVotes }).nullable().prefault({}),
    revenue: z.strictObject(revenueOptions).nullable().prefault({}),
  }),
]);
export type Task = z.infer<typeof taskSchema>;
export type TaskKind = Task['kind'];
