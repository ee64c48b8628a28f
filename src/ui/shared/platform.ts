/** What depends on the person's keyboard. */
import { shortcutKeys } from '../../state/actions';

export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function keysText(shortcut: string): string {
  return shortcutKeys(shortcut, IS_MAC).join(' ');
}
