/**
 * Property tests draw the same examples every time, so that a run says something of the change and not of luck.
 * `FAST_CHECK_SEED=N npx vitest run` looks elsewhere.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261121) });
