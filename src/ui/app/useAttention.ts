/**
 * Brings the control that an error points to into view and gives it the focus. Its view may have to be loaded and
 * drawn first, and its inspector opened; where the recipe hides it, the control that brings it back is shown.
 */
import { useEffect } from 'react';
import { shownBy, type ControlId } from '../../core/places';
import { openInspector, ui } from '../../state/ui';

const FOCUSABLE = 'a, button, input, select, textarea, [tabindex]';
const INSPECTOR_AFTER_MS = 300;
const INSTEAD_AFTER_MS = 1000;
const GIVE_UP_AFTER_MS = 3000;

function attend(element: HTMLElement): void {
  element.scrollIntoView({ block: 'center' });
  if (!element.matches(FOCUSABLE)) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  // the browser draws its ring only for those that came by keyboard
  element.dataset.attention = '';
  element.addEventListener('blur', () => delete element.dataset.attention, { once: true });
  ui.setState({ control: null });
}

/** The control; after a while, where it is not to be found, the first that leads to it. */
function elementOf(control: ControlId, instead: boolean): HTMLElement | null {
  let id: ControlId | null = control;
  while (id) {
    const element = document.getElementById(id);
    if (element || !instead) return element;
    id = shownBy(id);
  }
  return null;
}

export function useAttention(control: ControlId | null): void {
  useEffect(() => {
    if (!control) return undefined;
    const begun = performance.now();
    let frame = 0;
    const find = () => {
      const waited = performance.now() - begun;
      const given = waited > GIVE_UP_AFTER_MS ? document.getElementById('workspace') : null;
      const element = elementOf(control, waited > INSTEAD_AFTER_MS) ?? given;
      if (element) {
        attend(element);
        return;
      }
      // what is not in the workspace stands in an inspector that may be hidden
      if (waited > INSPECTOR_AFTER_MS && !ui.getState().inspectorOpen) openInspector();
      frame = requestAnimationFrame(find);
    };
    find();
    return () => cancelAnimationFrame(frame);
  }, [control]);
}
