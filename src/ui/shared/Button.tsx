/**
 * A button. If it cannot be pressed yet, it can still be reached by keyboard and its tooltip says why, so use
 * `waitsFor` instead of `disabled`.
 */
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './Button.module.css';
import { classes } from './classes';
import { Icon, type IconName } from './Icon';
import { Tooltip } from './Tooltip';

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'children'>;

export interface ButtonProps extends Native {
  children: ReactNode;
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'small' | 'medium' | 'large';
  icon?: IconName;
  /** Why it cannot be pressed now; null or undefined if it can. */
  waitsFor?: string | null;
}

export function Button({
  children,
  variant = 'secondary',
  size = 'medium',
  icon,
  waitsFor,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const button = (
    <button
      type="button"
      {...rest}
      aria-disabled={waitsFor ? true : undefined}
      onClick={waitsFor ? (event) => event.preventDefault() : onClick}
      className={classes(styles.button, styles[variant], styles[size], className)}
    >
      {icon && <Icon name={icon} size={size === 'small' ? 14 : 16} />}
      {children}
    </button>
  );
  // wrapped whether or not it waits now, so that it keeps the focus when that changes
  return waitsFor === undefined ? button : <Tooltip text={waitsFor ?? ''}>{button}</Tooltip>;
}

export interface IconButtonProps extends Native {
  /** Its accessible name, shown as a tooltip. */
  label: string;
  icon: IconName;
  variant?: 'quiet' | 'secondary' | 'danger';
  size?: 'small' | 'medium' | 'large';
  waitsFor?: string | null;
  /** Shown after the label in the tooltip: "⌘ K". */
  keys?: string;
}

export function IconButton({
  label,
  icon,
  variant = 'quiet',
  size = 'medium',
  waitsFor,
  keys,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={waitsFor ? `${label}: ${waitsFor}` : label} keys={keys} labels>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-disabled={waitsFor ? true : undefined}
        onClick={waitsFor ? (event) => event.preventDefault() : onClick}
        className={classes(styles.button, styles.icon, styles[variant], styles[size], className)}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}
