import { describe, expect, it } from 'vitest';
import { OnesheetError } from '../core/errors';
import { isQuotaError, writeError } from './storage-error';

const WRITE = { what: 'The run', whenFull: 'Delete runs.' };

describe('a write that failed', () => {
  it('is reported as full if the browser says so, with its own words as the cause', () => {
    const standard = new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    const firefox = Object.assign(new Error('full'), { name: 'NS_ERROR_DOM_QUOTA_REACHED' });
    for (const cause of [standard, firefox]) {
      expect(isQuotaError(cause)).toBe(true);
      expect(writeError(cause, WRITE)).toMatchObject({ code: 'storage-full', advice: 'Delete runs.', cause });
    }
  });

  it('is reported with the browser’s words if it is another error', () => {
    const clone = new DOMException('A function cannot be cloned.', 'DataCloneError');
    expect(writeError(clone, WRITE)).toMatchObject({
      code: 'storage-failed',
      message: 'The run could not be stored: DataCloneError: A function cannot be cloned.',
    });
    for (const cause of [new Error('x'), 'x', null, undefined, 7]) expect(isQuotaError(cause)).toBe(false);
    const own = new OnesheetError('storage-unavailable', 'Another tab has it.', 'Close it.');
    expect(writeError(own, WRITE)).toBe(own);
  });
});
