/**
 * A workspace's content of the shell's right panel: the settings of what is selected. It is drawn through a portal: the
 * workspace owns the content, the shell its position.
 */
import { createContext, use, useEffect, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { ui } from '../../state/ui';

/** The shell's panel; null while it is closed. */
export const InspectorPlace = createContext<HTMLElement | null>(null);

export function Inspector({ children }: { children: ReactNode }) {
  const place = use(InspectorPlace);
  useEffect(() => {
    ui.setState(({ inspectorUsers }) => ({ inspectorUsers: inspectorUsers + 1 }));
    return () => ui.setState(({ inspectorUsers }) => ({ inspectorUsers: inspectorUsers - 1 }));
  }, []);
  return place && createPortal(children, place);
}
