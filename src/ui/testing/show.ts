/**
 * Components in the document of happy-dom, and a person who uses them: for what a story would reach only with much
 * clicking. happy-dom has no layout, so nothing here can say where something is drawn.
 */
import { cleanup, render } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { afterEach } from 'vitest';

afterEach(cleanup);

// happy-dom has no popovers: a tooltip's words are in the document, shown or not
Object.assign(HTMLElement.prototype, { showPopover() {}, hidePopover() {} });

/** Shows the component until the test ends; returns who types and clicks. */
export function show(component: ReactElement): UserEvent {
  render(component);
  return userEvent.setup();
}
