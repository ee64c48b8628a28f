/**
 * `npm run headless -- …`: runs the built page without a window, for experiments, checks and benchmarks.
 * Exit code 0: success; 2: something that the caller can fix, explained in one line; 1: any other failure.
 */
import { PRESETS, type Preset } from '../src/core/presets';
import { readCommand, USAGE, type Command } from './headless/arguments';
import { predict } from './headless/predict';
import { orderOf } from './headless/recipe-argument';
import { train } from './headless/train';
import { StudioFailure, WrongInput } from './headless/wrong-input';
import { ensureBackbone } from './lib/backbone.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ScriptError } from './lib/say.mjs';

/** `four-fits, Comedy or horror, four preprocessings: Plain resize; Centre crop; …` */
function presetLine({ id, title, runs }: Preset): string {
  const names = runs.length > 1 ? `: ${runs.map(({ name }) => name).join('; ')}` : '';
  return `${id}, ${title}${names}`;
}

async function carryOut(command: Command): Promise<void> {
  if (command.kind === 'help') return console.log(USAGE);
  if (command.kind === 'list') return PRESETS.forEach((preset) => console.log(presetLine(preset)));
  // before anything that takes long
  if (command.kind === 'train') orderOf(command);
  await ensureBackbone();
  await ensureBuilt();
  if (command.kind === 'train') await train(command);
  else await predict(command);
}

try {
  await carryOut(readCommand(process.argv.slice(2)));
} catch (error) {
  const known = error instanceof WrongInput || error instanceof StudioFailure || error instanceof ScriptError;
  if (!known) throw error;
  console.error(error.message.trim());
  process.exitCode = error instanceof WrongInput ? 2 : 1;
}
