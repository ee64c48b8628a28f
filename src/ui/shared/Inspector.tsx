/**
 * What a workspace shows in the shell's right panel: the settings of what is selected. It is drawn through a
 * portal, so that the workspace owns it and the shell owns its place.
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
