/**
 * What files given by a person are for. The data set takes them, unless the workspace that is open has claimed
 * them: Predict takes posters, and a model.
 */
import { createStore } from 'zustand/vanilla';
import type { OpenInput } from '../workers/protocol';
import { datasetStore, hasData, openFiles } from './dataset';
import { ui } from './ui';
import type { WorkspaceId } from './workspaces';

/** One place to let go of files at. */
export interface DropChoice {
  /** "Open in place of movies.csv" */
  title: string;
  /** One line below it. */
  hint: string;
  take: (input: OpenInput) => void | Promise<unknown>;
}

const dropClaims = createStore<{ byWorkspace: Partial<Record<WorkspaceId, readonly DropChoice[]>> }>(() => ({
  byWorkspace: {},
}));

/** Has a workspace take what is dropped while it is open, until the returned function is called. */
export function claimDrops(workspace: WorkspaceId, choices: readonly DropChoice[]): () => void {
  const put = (value: readonly DropChoice[] | undefined) =>
    dropClaims.setState(({ byWorkspace }) => ({ byWorkspace: { ...byWorkspace, [workspace]: value } }));
  put(choices);
  return () => put(undefined);
}

/** Where files can be let go now. */
export function dropChoices(): readonly DropChoice[] {
  const claimed = dropClaims.getState().byWorkspace[ui.getState().workspace];
  return claimed ?? dataDrops();
}

/** What the data set does with them. */
export function dataDrops(): DropChoice[] {
  const { summary } = datasetStore.getState();
  const open = (add: boolean) => (input: OpenInput) => {
    ui.setState({ workspace: 'data' });
    return openFiles(input, add);
  };
  if (!hasData(summary))
    return [
      {
        title: 'Drop to open',
        hint: 'A table (.csv, .csv.gz), posters, folders or a ZIP, in any combination',
        take: open(false),
      },
    ];
  return [
    {
      title: 'Add',
      hint: `Beside ${summary.name ?? 'what is open'}: posters for its films, or its table`,
      take: open(true),
    },
    { title: 'Replace it', hint: 'The open data set is closed', take: open(false) },
  ];
}
