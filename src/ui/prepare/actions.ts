/** What can be done in the Prepare workspace. */
import type { Action } from '../../state/actions';

export const PREPARE_ACTIONS: Action[] = [];
