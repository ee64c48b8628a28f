/**
 * Everything about a workspace except its view: its mark in the rail, and what files dropped there can be used for. Its
 * title is in core/places; its view and actions are in ui/app/workspaces.
 */
import { counted } from '../core/text';
import { recipeDifferences } from '../core/recipe/differences';
import { WORKSPACE_IDS, type WorkspaceId } from '../core/places';
import type { Changing } from './actions';
import { datasetStore, hasData, hasPosters } from './dataset';
import { dataDrops, predictDrops, trainDrops, type DropChoice } from './drops';
import { setMark, type WorkspaceMark } from './marks';
import { prediction } from './prediction';
import { currentPreparationKey, preparation } from './preparation';
import { recipeStore } from './recipe';
import { runService } from './page-runs';
import { isUsable, runs } from './runs';
import { ui } from './ui';

export interface WorkspaceState {
  mark: () => WorkspaceMark;
  /** Every store that `mark` reads. */
  reads: readonly Changing[];
  /** What dropped files can be used for while it is open; the first choice is the default. */
  drops: () => readonly DropChoice[];
}

export const WORKSPACE_STATES: Record<WorkspaceId, WorkspaceState> = {
  data: { mark: dataMark, reads: [datasetStore], drops: dataDrops },
  prepare: { mark: prepareMark, reads: [datasetStore, preparation, recipeStore], drops: dataDrops },
  train: { mark: trainMark, reads: [datasetStore, runService, recipeStore], drops: trainDrops },
  evaluate: { mark: () => runsMark(1, 'waits for a run'), reads: [runs], drops: dataDrops },
  compare: { mark: () => runsMark(2, 'waits for two runs'), reads: [runs], drops: dataDrops },
  predict: { mark: predictMark, reads: [prediction], drops: predictDrops },
  export: { mark: () => runsMark(1, 'waits for a run'), reads: [runs], drops: dataDrops },
};

function dataMark(): WorkspaceMark {
  const { summary } = datasetStore.getState();
  if (!hasData(summary)) return { mark: 'ready', note: 'open a table or posters' };
  if (!hasPosters(summary)) return { mark: 'ready', note: 'waits for posters that belong to its films' };
  return { mark: 'done', note: `${counted(summary.join.matched, 'film')} with a poster` };
}

function prepareMark(): WorkspaceMark {
  const { plan, prepared } = preparation.getState();
  if (!hasPosters(datasetStore.getState().summary)) return { mark: 'waiting', note: 'waits for posters' };
  if (prepared?.key === currentPreparationKey())
    return { mark: 'done', note: `${counted(prepared.prepared, 'poster')} prepared` };
  if (prepared) return { mark: 'stale', note: 'the recipe has changed since the posters were prepared' };
  if (plan) return { mark: 'ready', note: 'posters can be prepared' };
  return { mark: 'waiting', note: 'waits for two classes of films' };
}

function trainMark(): WorkspaceMark {
  const { run } = runService.getState().live;
  if (run && recipeDifferences(run.recipe, recipeStore.getState().recipe).length > 0)
    return { mark: 'stale', note: 'the settings have changed since the last run' };
  if (run) return { mark: 'done', note: 'trained' };
  return hasPosters(datasetStore.getState().summary)
    ? { mark: 'ready', note: 'ready to train' }
    : { mark: 'waiting', note: 'waits for posters' };
}

/** @param needed how many runs the workspace needs before it can show anything */
function runsMark(needed: number, waits: string): WorkspaceMark {
  const count = runs.getState().list.filter(isUsable).length;
  if (count < needed) return { mark: 'waiting', note: waits };
  return { mark: 'ready', note: counted(count, 'run') };
}

function predictMark(): WorkspaceMark {
  const { model, predictions } = prediction.getState();
  if (predictions.length > 0)
    return { mark: 'done', note: `${counted(predictions.length, 'poster')} predicted` };
  return { mark: 'ready', note: model ? 'waits for posters' : 'open a model' };
}

/** What files dropped now can be used for. */
export function dropChoices(): readonly DropChoice[] {
  return WORKSPACE_STATES[ui.getState().workspace].drops();
}

/** Keeps the rail's marks up to date until the returned function is called. */
export function followMarks(): () => void {
  const stops = WORKSPACE_IDS.flatMap((id) => {
    const { mark, reads } = WORKSPACE_STATES[id];
    const look = () => setMark(id, mark());
    look();
    return reads.map((store) => store.subscribe(look));
  });
  return () => stops.forEach((stop) => stop());
}
