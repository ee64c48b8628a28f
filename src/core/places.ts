/**
 * The places in the page that an error can lead to: its workspaces, and the controls in them by element id. The page
 * takes those ids from here, so an error cannot point to a control that does not exist.
 */

/** The workspaces in working order. Any of them can be opened at any time. */
export const WORKSPACES = {
  data: { title: 'Data' },
  prepare: { title: 'Prepare' },
  train: { title: 'Train' },
  evaluate: { title: 'Evaluate' },
  compare: { title: 'Compare' },
  predict: { title: 'Predict' },
  export: { title: 'Export' },
} as const;

export type WorkspaceId = keyof typeof WORKSPACES;
export type WorkspaceTitle = (typeof WORKSPACES)[WorkspaceId]['title'];

export const WORKSPACE_IDS = Object.keys(WORKSPACES) as WorkspaceId[];

/** The keys that open the workspace: "G 1" for the first. */
export function workspaceShortcut(id: WorkspaceId): string {
  return `G ${WORKSPACE_IDS.indexOf(id) + 1}`;
}

interface ControlFacts {
  workspace: WorkspaceId;
  /** The control that reveals this one, if the recipe or the data can hide it. */
  shownBy?: string;
}

/** Every control by its element id. */
export const CONTROLS = {
  open: { workspace: 'data' },
  mapping: { workspace: 'data', shownBy: 'open' },
  dialect: { workspace: 'data', shownBy: 'open' },
  cleaning: { workspace: 'data', shownBy: 'open' },
  task: { workspace: 'prepare' },
  split: { workspace: 'prepare' },
  model: { workspace: 'train' },
  neighbours: { workspace: 'train', shownBy: 'model' },
  'batch-size': { workspace: 'train', shownBy: 'model' },
  'learning-rate': { workspace: 'train', shownBy: 'model' },
  'learning-rate-finder': { workspace: 'train', shownBy: 'model' },
  'loss.kind': { workspace: 'train', shownBy: 'model' },
  stopping: { workspace: 'train', shownBy: 'model' },
  'stopping.metric': { workspace: 'train', shownBy: 'stopping' },
  weights: { workspace: 'train', shownBy: 'model' },
  experiment: { workspace: 'compare' },
} as const satisfies Record<string, ControlFacts>;

export type ControlId = keyof typeof CONTROLS;

/** A workspace, or a control and its workspace. */
export type Place =
  | { workspace: WorkspaceId; control?: undefined }
  | { [C in ControlId]: { workspace: (typeof CONTROLS)[C]['workspace']; control: C } }[ControlId];

export function isWorkspace(text: string): text is WorkspaceId {
  return Object.hasOwn(WORKSPACES, text);
}

export function isControl(text: string): text is ControlId {
  return Object.hasOwn(CONTROLS, text);
}

/** The element id of a control. The type check ensures that only controls in the table have one. */
export function controlId(id: ControlId): ControlId {
  return id;
}

/** The control that reveals a hidden one; null if it is always visible. */
export function shownBy(id: ControlId): ControlId | null {
  const facts: ControlFacts = CONTROLS[id];
  return facts.shownBy !== undefined && isControl(facts.shownBy) ? facts.shownBy : null;
}

export function placeOf(control: ControlId): Place {
  return { workspace: CONTROLS[control].workspace, control } as Place;
}

/**
 * Reads a place from stored data. If this version lacks the control, the place is its workspace; if it lacks that too,
 * null.
 */
export function readPlace(workspace: string, control?: string): Place | null {
  if (control !== undefined && isControl(control) && CONTROLS[control].workspace === workspace)
    return placeOf(control);
  return isWorkspace(workspace) ? { workspace } : null;
}
