/**
 * Makes property tests draw the same examples every time, so that a failure is due to a change and not to chance.
 * `FAST_CHECK_SEED=N npx vitest run` uses other examples.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261121) });
