/**
 * A word about the control under the pointer or the focus. The element is shown in the browser's top layer, so
 * no scroll container cuts it; Escape hides it.
 */
import {
  cloneElement,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type HTMLAttributes,
  type ReactElement,
} from 'react';
import { createPortal } from 'react-dom';
import styles from './Tooltip.module.css';

const DELAY_MS = 350;
const GAP = 6;

export interface TooltipProps {
  text: string;
  keys?: string;
  /** The child's own label says the same already, so it is not described by it again. */
  labels?: boolean;
  children: ReactElement<HTMLAttributes<HTMLElement>>;
}

export function Tooltip({ text, keys, labels = false, children }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hide = () => {
    clearTimeout(timer.current);
    setAnchor(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!anchor) return undefined;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setAnchor(null);
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [anchor]);

  const child = children.props;
  return (
    <>
      {cloneElement(children, {
        'aria-describedby': labels ? child['aria-describedby'] : id,
        onPointerEnter: (event) => {
          child.onPointerEnter?.(event);
          const element = event.currentTarget;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => setAnchor(element), DELAY_MS);
        },
        onPointerLeave: (event) => {
          child.onPointerLeave?.(event);
          hide();
        },
        onPointerDown: (event) => {
          child.onPointerDown?.(event);
          hide();
        },
        onFocus: (event) => {
          child.onFocus?.(event);
          if (event.currentTarget.matches(':focus-visible')) setAnchor(event.currentTarget);
        },
        onBlur: (event) => {
          child.onBlur?.(event);
          hide();
        },
      })}
      {!labels && (
        <span id={id} hidden>
          {text}
        </span>
      )}
      {anchor && <Bubble anchor={anchor} text={text} keys={keys} />}
    </>
  );
}

function Bubble({ anchor, text, keys }: { anchor: HTMLElement; text: string; keys?: string }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const bubble = ref.current;
    if (!bubble) return;
    bubble.showPopover();
    const at = anchor.getBoundingClientRect();
    const { width, height } = bubble.getBoundingClientRect();
    const left = Math.min(Math.max(GAP, at.left + at.width / 2 - width / 2), innerWidth - width - GAP);
    const below = at.bottom + GAP;
    bubble.style.left = `${left}px`;
    bubble.style.top = `${below + height > innerHeight ? at.top - height - GAP : below}px`;
  }, [anchor, text]);
  return createPortal(
    <div ref={ref} role="tooltip" popover="manual" className={styles.tooltip}>
      {text}
      {keys && <span className={styles.keys}>{keys}</span>}
    </div>,
    // a dialog that is open makes all outside of it inert
    anchor.closest('dialog') ?? document.body,
  );
}
