/**
 * A short text about the control under the pointer or with the focus. The bubble is in the browser's top layer, so no
 * scroll container clips it; Escape hides it. The wrapper around the control has no box.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './Tooltip.module.css';

const DELAY_MS = 350;
const GAP = 6;

export interface TooltipProps {
  /** Empty for no tooltip at present. */
  text: string;
  keys?: string;
  /** The control's own label already says the same, so the tooltip does not describe it again. */
  labels?: boolean;
  children: ReactNode;
}

export function Tooltip({ text, keys, labels = false, children }: TooltipProps) {
  const id = useId();
  const describes = !labels && text !== '';
  const [anchor, setAnchor] = useState<Element | null>(null);
  const wrapper = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    const control = wrapper.current?.firstElementChild;
    if (!control) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => setAnchor(control);
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(show, DELAY_MS);
    };
    const hide = () => {
      clearTimeout(timer);
      setAnchor(null);
    };
    const focused = () => control.matches(':focus-visible') && show();
    const escaped = (event: Event) => event instanceof KeyboardEvent && event.key === 'Escape' && hide();
    const listeners = {
      pointerenter: later,
      pointerleave: hide,
      pointerdown: hide,
      focus: focused,
      blur: hide,
      keydown: escaped,
    };
    for (const [name, listener] of Object.entries(listeners)) control.addEventListener(name, listener);
    if (describes) control.setAttribute('aria-describedby', id);
    return () => {
      hide();
      for (const [name, listener] of Object.entries(listeners)) control.removeEventListener(name, listener);
      if (describes) control.removeAttribute('aria-describedby');
    };
  }, [id, describes]);

  return (
    <span ref={wrapper} className={styles.wrapper}>
      {children}
      {describes && (
        <span id={id} hidden>
          {text}
        </span>
      )}
      {anchor && text && <Bubble anchor={anchor} text={text} keys={keys} />}
    </span>
  );
}

function Bubble({ anchor, text, keys }: { anchor: Element; text: string; keys?: string }) {
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
  }, [anchor]);
  return createPortal(
    <div ref={ref} role="tooltip" popover="manual" className={styles.tooltip}>
      {text}
      {keys && <span className={styles.keys}>{keys}</span>}
    </div>,
    // an open dialog makes everything outside it inert
    anchor.closest('dialog') ?? document.body,
  );
}
