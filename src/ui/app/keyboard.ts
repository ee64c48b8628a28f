/** Turns key presses into actions, but ignores typing in fields. */
import { runAction, ShortcutReader } from '../../state/actions';
import { ui } from '../../state/ui';
import { IS_MAC } from '../shared/platform';

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type)
  );
}

export function listenToKeys(window: Window): () => void {
  const reader = new ShortcutReader(IS_MAC);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.key === 'Shift') return;
    const withMod = event.ctrlKey || event.metaKey;
    if (takesText(event.target) && (!withMod || event.key.toLowerCase() === 'z')) return;
    const action = reader.read(event, event.timeStamp);
    if (!action) return;
    if (ui.getState().overlay && action.id !== 'view.palette') return;
    event.preventDefault();
    runAction(action.id);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
