/** Applies the theme and motion settings to the document. */
import { settings } from '../../state/settings';

export function followTheme(root: HTMLElement): () => void {
  const put = () => {
    const { theme, motion } = settings.getState();
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    if (motion === 'system') delete root.dataset.motion;
    else root.dataset.motion = motion;
  };
  put();
  return settings.subscribe(put);
}
