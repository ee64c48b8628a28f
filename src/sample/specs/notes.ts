/** The page's description of the generated sample: what it is, and what it is not. */

export const GENERATED_SAMPLE = {
  name: 'Generated sample',
  seed: 1,
  count: 600,
  note: 'Generated sample: these posters were drawn by this page from a seed. Films, people and figures are invented; any likeness to real ones is chance.',
} as const;
