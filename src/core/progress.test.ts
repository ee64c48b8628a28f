import { expect, it } from 'vitest';
import { ProgressMeter, type Progress } from './progress';

function meterAt() {
  const clock = { time: 0 };
  const reports: Progress[] = [];
  const meter = new ProgressMeter(
    'Reading',
    'rows',
    100,
    (progress) => reports.push(progress),
    () => clock.time,
  );
  return { clock, reports, meter };
}

it('computes rate and remaining time from what it has seen', () => {
  const { clock, reports, meter } = meterAt();
  clock.time = 1000;
  meter.add(20);
  expect(reports.at(-1)).toEqual({
    phase: 'Reading',
    done: 20,
    total: 100,
    unit: 'rows',
    rate: 20,
    remainingSeconds: 4,
  });
});

it('reports at most ten times a second, and always the end', () => {
  const { clock, reports, meter } = meterAt();
  for (let i = 0; i < 100; i++) {
    clock.time += 10;
    meter.add();
  }
  expect(reports.length).toBeLessThanOrEqual(12);
  expect(reports.at(-1)?.done).toBe(100);
});

it('forgets what is older than its window, so that a change of pace becomes visible', () => {
  const { clock, reports, meter } = meterAt();
  clock.time = 1000;
  meter.set(50);
  for (let second = 2; second <= 12; second++) {
    clock.time = second * 1000;
    meter.add(1);
  }
  expect(reports.at(-1)?.rate).toBeCloseTo(1, 5);
});

it('keeps reporting while work stalls, with a falling rate', () => {
  const { clock, reports, meter } = meterAt();
  clock.time = 1000;
  meter.add(20);
  clock.time = 1040;
  meter.add(20);
  expect(reports.at(-1)?.done).toBe(20);
  clock.time = 2000;
  meter.tell();
  expect(reports.at(-1)).toMatchObject({ done: 40, rate: 20, remainingSeconds: 3 });
  clock.time = 4000;
  meter.tell();
  expect(reports.at(-1)).toMatchObject({ done: 40, rate: 10, remainingSeconds: 6 });
});
