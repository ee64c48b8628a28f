/** The recipe's task: the question that the network answers of a poster. */
import { z } from 'zod';

const genre = z.strictObject({
  /** A film's class is the first genre that it lists (a folder per class: the folder's name). */
  kind: z.literal('genre'),
  classes: z
    .discriminatedUnion('by', [
      /** The most frequent genres among the films that are left. */
      z.strictObject({ by: z.literal('top'), count: z.int().min(2).max(100) }),
      z.strictObject({ by: z.literal('names'), names: z.array(z.string().min(1)).min(2).max(100) }),
    ])
    .default({ by: 'top', count: 10 }),
  /** The most popular so many films of each class; null for all of them. */
  perClass: z.int().min(2).nullable().default(null),
});

const genresOptions = {
  /** Which genres are labels: all, those of at least so many films, or those named. */
  labels: z
    .discriminatedUnion('by', [
      z.strictObject({ by: z.literal('all') }),
      z.strictObject({ by: z.literal('films'), atLeast: z.int().min(1) }),
      z.strictObject({ by: z.literal('names'), names: z.array(z.string().min(1)).min(1).max(100) }),
    ])
    .default({ by: 'all' }),
  /** Keep films none of whose genres is a label; they have all labels 0. */
  keepWithout: z.boolean().default(false),
};

const moneyOptions = {
  /** Leave out films whose budget or revenue is 0: the table has a 0 where nobody knew. */
  leaveOutZero: z.boolean().default(true),
  /** US dollars: sums above 0 and below this are implausibly small. 0 for none. */
  implausiblyBelow: z.number().min(0).default(1000),
  leaveOutImplausible: z.boolean().default(true),
};

const boxOfficeOptions = {
  ...moneyOptions,
  /** Revenue : budget from which on a film did pay. */
  threshold: z.number().positive().default(1),
};

/** Votes that a score must rest on: 1 leaves out the unrated, 0 keeps them with the score that the table has. */
const leastVotes = z.int().min(0).default(1);

const scoreBinOptions = {
  leastVotes,
  /** Ascending; a score is in the bin whose lower edge it reaches, and the last bin has both its edges. */
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
  /** Several labels a film: all the genres that it lists. */
  z.strictObject({ kind: z.literal('genres'), ...genresOptions }),
  /** Whether the revenue is so many times the budget. */
  z.strictObject({ kind: z.literal('box-office'), ...boxOfficeOptions }),
  /** The bin in which the score lies. */
  z.strictObject({ kind: z.literal('score-bins'), ...scoreBinOptions }),
  /** The score itself, 0 to 10. */
  z.strictObject({ kind: z.literal('score'), leastVotes }),
  /** log10 of the revenue in US dollars. */
  z.strictObject({ kind: z.literal('revenue'), ...revenueOptions }),
  /** One network with a head for each question; what a film lacks is masked. null leaves a head out. */
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
