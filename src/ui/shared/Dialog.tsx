/** A modal dialog: the native element provides the focus trap, Escape, and an inert page behind it. */
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { IconButton } from './Button';
import { classes } from './classes';
import styles from './Dialog.module.css';

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** The body draws its own heading and padding. */
  bare?: boolean;
  /** For tables. */
  wide?: boolean;
}

export function Dialog({ title, onClose, children, bare, wide }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const closing = useRef(onClose);
  const id = useId();
  useEffect(() => {
    closing.current = onClose;
  }, [onClose]);
  // before the element leaves the page: closing it later would not return the focus
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return undefined;
    const cancelled = (event: Event) => {
      event.preventDefault();
      closing.current();
    };
    const clicked = (event: Event) => event.target === dialog && closing.current();
    dialog.addEventListener('cancel', cancelled);
    dialog.addEventListener('click', clicked);
    dialog.showModal();
    return () => {
      dialog.removeEventListener('cancel', cancelled);
      dialog.removeEventListener('click', clicked);
      dialog.close();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={classes(styles.dialog, bare && styles.high, wide && styles.wide)}
      aria-labelledby={bare ? undefined : id}
      aria-label={bare ? title : undefined}
    >
      {bare ? (
        children
      ) : (
        <>
          <div className={styles.head}>
            <h2 id={id}>{title}</h2>
            <IconButton label="Close" icon="close" size="small" onClick={onClose} />
          </div>
          <div className={styles.body}>{children}</div>
        </>
      )}
    </dialog>
  );
}
