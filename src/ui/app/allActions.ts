/** Every action of the page, in the order of the palette: those of the workspaces, then those of the shell. */
import { WORKSPACE_IDS } from '../../core/places';
import { registerActions } from '../../state/actions';
import { SHELL_ACTIONS } from './shellActions';
import { WORKSPACE_UIS } from './workspaces';

export function registerAllActions(): void {
  registerActions([...WORKSPACE_IDS.flatMap((id) => WORKSPACE_UIS[id].actions), ...SHELL_ACTIONS]);
}
