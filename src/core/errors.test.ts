import { expect, it } from 'vitest';
import { fromReport, isStop, OnesheetError, stopped, toReport } from './errors';

it('keeps code, message, advice, cause and place through a report and back', () => {
  const error = new OnesheetError('zip-broken', 'The ZIP is broken.', 'Make it again.', {
    cause: new TypeError('no directory'),
    where: { workspace: 'data' },
  });
  const report = toReport(error);
  expect(report).toEqual({
    code: 'zip-broken',
    message: 'The ZIP is broken.',
    advice: 'Make it again.',
    cause: 'TypeError: no directory',
    where: { workspace: 'data' },
  });
  expect(toReport(fromReport(report))).toEqual(report);
});

it('gives any other thrown value a code and keeps what it said', () => {
  expect(toReport(new RangeError('too far'))).toMatchObject({
    code: 'unexpected',
    cause: 'RangeError: too far',
  });
  expect(toReport('just text')).toMatchObject({ code: 'unexpected', cause: 'just text' });
});

it('recognises a stop in both of its forms', () => {
  expect(isStop(stopped())).toBe(true);
  expect(isStop(new DOMException('aborted', 'AbortError'))).toBe(true);
  expect(toReport(new DOMException('aborted', 'AbortError')).code).toBe('stopped');
  expect(isStop(new Error('other'))).toBe(false);
});
