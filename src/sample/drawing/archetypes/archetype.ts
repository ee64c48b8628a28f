/**
 * An archetype draws one kind of picture over the whole sheet, with what matters inside the stage that the
 * lettering leaves free.
 */
import type { Box, Pen } from '../pen/pen';

/** The colours that lie behind lettering. */
export interface Grounds {
  top: string;
  bottom: string;
}

export type Archetype = (pen: Pen, stage: Box) => Grounds;
