/** Cycles through light, dark and the system's theme. */
import { useStore } from 'zustand';
import { settings } from '../../state/settings';
import { IconButton } from '../shared/Button';

const NEXT = { system: 'light', light: 'dark', dark: 'system' } as const;
const ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

export function ThemeButton() {
  const theme = useStore(settings, (state) => state.theme);
  return (
    <IconButton
      label={`Theme: ${theme}`}
      icon={ICONS[theme]}
      onClick={() => settings.setState({ theme: NEXT[theme] })}
    />
  );
}
