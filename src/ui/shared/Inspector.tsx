/**
 * What a workspace shows in the shell's right panel: the settings of what is selected. It is drawn through a
 * portal, so that the workspace owns it and the shell owns its place.
 */
import { createContext, use, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** The shell's panel; null while it is closed. */
export const InspectorPlace = createContext<HTMLElement | null>(null);

export function Inspector({ children }: { children: ReactNode }) {
  const place = use(InspectorPlace);
  return place && createPortal(children, place);
}
