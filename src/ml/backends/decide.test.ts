import { describe, expect, it } from 'vitest';
import type { BackendName, BackendReport } from '../../core/run/run';
import { decideBackend } from './decide';

function report(backend: BackendName, state: 'hardware' | 'software' | 'missing'): BackendReport {
  return {
    backend,
    available: state !== 'missing',
    device: state === 'missing' ? '' : `${backend} device`,
    software: state === 'software',
    reason: `${backend} is ${state}.`,
  };
}

type State = 'hardware' | 'software' | 'missing';

function machine(webgpu: State, webgl: State, wasm: 'hardware' | 'missing' = 'hardware'): BackendReport[] {
  return [report('webgpu', webgpu), report('webgl', webgl), report('wasm', wasm), report('cpu', 'hardware')];
}

describe('decideBackend', () => {
  it.each([
    ['webgpu', machine('hardware', 'hardware')],
    ['webgl', machine('software', 'hardware')],
    ['webgl', machine('missing', 'hardware')],
    ['wasm', machine('software', 'software')],
    ['wasm', machine('missing', 'missing')],
    ['cpu', machine('software', 'software', 'missing')],
  ] as const)('chooses %s automatically', (backend, found) => {
    const device = decideBackend(found, 'auto');
    expect(device.backend).toBe(backend);
    expect(device.device).toBe(`${backend} device`);
  });

  it('names the backends that it skipped in one sentence', () => {
    const { reason } = decideBackend(machine('software', 'missing'), 'auto');
    expect(reason).toBe('WASM is the fastest that can be used here: webgpu is software; webgl is missing.');
  });

  it('uses the requested backend, even on software, and says so', () => {
    const found = machine('software', 'hardware');
    expect(decideBackend(found, 'cpu')).toMatchObject({
      backend: 'cpu',
      reason: 'Plain JavaScript was asked for.',
    });
    expect(decideBackend(found, 'webgpu').backend).toBe('webgpu');
    expect(decideBackend(found, 'webgpu').reason).toMatch(/software/);
  });

  it('refuses a backend that is missing', () => {
    expect(() => decideBackend(machine('missing', 'missing'), 'webgpu')).toThrow(
      expect.objectContaining({ code: 'backend-unavailable', message: expect.stringContaining('WebGPU') }),
    );
    expect(() => decideBackend([], 'auto')).toThrow(expect.objectContaining({ code: 'backend-unavailable' }));
  });
});
