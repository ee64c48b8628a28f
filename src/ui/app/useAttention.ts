/**
 * Scrolls to the control that an error points to, and focuses it. Its view may have to be loaded and drawn first, and
 * its inspector opened; if the recipe hides the control, the control that brings it back is shown.
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
  // the browser draws its focus ring only after keyboard input
  element.dataset.attention = '';
  element.addEventListener('blur', () => delete element.dataset.attention, { once: true });
  ui.setState({ control: null });
}

/** The control; if it has not appeared after a while, the first control that leads to it. */
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
      // a control that is not in the workspace is in the inspector, which may be hidden
      if (waited > INSPECTOR_AFTER_MS && !ui.getState().inspectorOpen) openInspector();
      frame = requestAnimationFrame(find);
    };
    find();
    return () => cancelAnimationFrame(frame);
  }, [control]);
}
