/**
 * An archetype draws one kind of picture over the whole sheet, with its subject inside the stage that the lettering
 * leaves free.
 */
import type { Box, Pen } from '../pen/pen';

/** The colours behind the lettering. */
export interface Grounds {
  top: string;
  bottom: string;
}

export type Archetype = (pen: Pen, stage: Box) => Grounds;
