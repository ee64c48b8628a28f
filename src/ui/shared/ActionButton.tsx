/** A button for one action of the registry, with the same title, shortcut and reason why it cannot run. */
import type { ReactNode } from 'react';
import { Button, IconButton, type ButtonProps } from './Button';
import type { IconName } from './Icon';
import { keysText } from './platform';
import { useAction } from './useAction';

export interface ActionButtonProps extends Pick<ButtonProps, 'variant' | 'size' | 'icon'> {
  action: string;
  /** Replaces the action's title. */
  children?: ReactNode;
}

export function ActionButton({ action: id, children, ...rest }: ActionButtonProps) {
  const { action, waitsFor, run } = useAction(id);
  if (!action) return null;
  return (
    <Button {...rest} waitsFor={waitsFor} onClick={run} aria-keyshortcuts={ariaKeys(action.shortcut)}>
      {children ?? action.title}
    </Button>
  );
}

export function ActionIconButton({
  action: id,
  icon,
  size,
}: {
  action: string;
  icon: IconName;
  size?: 'small' | 'medium' | 'large';
}) {
  const { action, waitsFor, run } = useAction(id);
  if (!action) return null;
  return (
    <IconButton
      label={action.title}
      icon={icon}
      size={size}
      waitsFor={waitsFor}
      onClick={run}
      keys={action.shortcut && keysText(action.shortcut)}
      aria-keyshortcuts={ariaKeys(action.shortcut)}
    />
  );
}

function ariaKeys(shortcut: string | undefined): string | undefined {
  return shortcut?.replace('Mod', 'Control');
}
