/** The scripts' output: one line for each thing they do, and errors with advice. */

/** An error that the user can do something about: printed without a stack. */
export class ScriptError extends Error {}

/** @param {string} line */
export function say(line) {
  console.log(line);
}

/**
 * Runs a script's main function; for a `ScriptError`, prints its message on standard error and exits with code 1.
 * @param {() => Promise<void>} main
 */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

/**
 * A duration in readable form: `0.4 s`, `72 s`, `4 min 10 s`.
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
