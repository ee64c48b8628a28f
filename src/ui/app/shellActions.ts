/** The shell's own actions: going to a workspace, changing the appearance, undo and redo. */
import type { Action } from '../../state/actions';
import { recipeStore, redoRecipe, undoRecipe } from '../../state/recipe';
import { settings } from '../../state/settings';
import { goTo, ui } from '../../state/ui';
import { WORKSPACE_IDS, workspaceShortcut, WORKSPACES } from '../../core/places';

export const SHELL_ACTIONS: Action[] = [
  ...WORKSPACE_IDS.map((id): Action => ({
    id: `go.${id}`,
    title: `Go to ${WORKSPACES[id].title}`,
    group: 'Go',
    shortcut: workspaceShortcut(id),
    run: () => goTo(id),
  })),
  {
    id: 'view.palette',
    title: 'Open the command palette',
    group: 'View',
    shortcut: 'Mod+K',
    run: () => ui.setState(({ overlay }) => ({ overlay: overlay === 'palette' ? null : 'palette' })),
  },
  {
    id: 'view.shortcuts',
    title: 'List the keyboard shortcuts',
    group: 'View',
    shortcut: '?',
    run: () => ui.setState({ overlay: 'shortcuts' }),
  },
  {
    id: 'view.inspector',
    title: 'Show or hide the inspector',
    group: 'View',
    shortcut: 'Mod+.',
    keywords: 'panel sidebar settings',
    enabled: () => ui.getState().inspectorUsers > 0,
    reads: [ui],
    waitsFor: () => 'this workspace has no settings',
    run: () => ui.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen })),
  },
  ...(['light', 'dark', 'system'] as const).map((theme): Action => ({
    id: `view.theme-${theme}`,
    title: theme === 'system' ? 'Use the system’s theme' : `Use the ${theme} theme`,
    group: 'View',
    keywords: 'appearance colour mode',
    run: () => settings.setState({ theme }),
  })),
  {
    id: 'view.motion',
    title: 'Reduce motion, or follow the system again',
    group: 'View',
    keywords: 'animation accessibility',
    run: () => settings.setState(({ motion }) => ({ motion: motion === 'reduced' ? 'system' : 'reduced' })),
  },
  {
    id: 'recipe.undo',
    title: 'Undo the last change to the recipe',
    group: 'Recipe',
    shortcut: 'Mod+Z',
    enabled: () => recipeStore.getState().past.length > 0,
    reads: [recipeStore],
    waitsFor: () => 'there is nothing to undo',
    run: undoRecipe,
  },
  {
    id: 'recipe.redo',
    title: 'Redo the change to the recipe',
    group: 'Recipe',
    shortcut: 'Mod+Shift+Z',
    enabled: () => recipeStore.getState().future.length > 0,
    reads: [recipeStore],
    waitsFor: () => 'there is nothing to redo',
    run: redoRecipe,
  },
];
