/** How device errors are worded. The messages come from Chromium 156 and Dawn. For real events see webgpu-device.test.ts. */
import { describe, expect, it } from 'vitest';
import { observeDevice } from './device-watch';

class GPUOutOfMemoryError {
  readonly message = 'vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY';
}
class GPUValidationError {
  constructor(readonly message: string) {}
}

/** A fake device that only emits events. */
function teller() {
  const events = new EventTarget();
  let lose: (info: { reason: string; message: string }) => void = () => {};
  const lost = new Promise((resolve) => (lose = resolve));
  const device = Object.assign(events, { lost }) as unknown as GPUDevice;
  const tell = (error: object) =>
    events.dispatchEvent(Object.assign(new Event('uncapturederror', { cancelable: true }), { error }));
  return { watch: observeDevice(device), tell, lose };
}

describe('a watched device', () => {
  it.each([
    ['out-of-memory', new GPUOutOfMemoryError()],
    [
      'out-of-memory',
      new GPUValidationError('Buffer size (5368709120) exceeds the max buffer size limit (1).'),
    ],
    [
      'out-of-memory',
      new GPUValidationError('Binding size (1) is larger than the maximum storage buffer binding size (1).'),
    ],
    ['unexpected', new GPUValidationError('[Invalid ShaderModule] is invalid.')],
  ])('gives %s for %o', (code, error) => {
    const { watch, tell } = teller();
    expect(tell(error)).toBe(false);
    expect(watch.failure).toMatchObject({ code });
    expect(() => watch.check()).toThrow(watch.failure ?? '');
  });

  it('keeps the first failure, since later ones follow from it', async () => {
    const { watch, tell, lose } = teller();
    tell(new GPUOutOfMemoryError());
    tell(new GPUValidationError('[Invalid Buffer] is invalid.'));
    lose({ reason: 'unknown', message: 'gone' });
    expect(await watch.lost).toMatchObject({ code: 'out-of-memory' });
    expect(await watch.explain(new Error('mapAsync'))).toBe(watch.failure);
  });

  it('waits briefly for the failure behind an error', async () => {
    const { watch, lose } = teller();
    const explained = watch.explain(new DOMException('Device is lost', 'AbortError'));
    lose({ reason: 'unknown', message: 'the driver was reset' });
    const failure = await explained;
    expect(failure).toMatchObject({ code: 'device-lost', cause: 'unknown: the driver was reset' });
  });

  it('recognises an upload that found no memory by the error it throws', async () => {
    const { watch } = teller();
    const thrown = new RangeError('createBuffer failed to allocate a buffer mapped at creation.');
    expect(await watch.explain(thrown)).toMatchObject({ code: 'out-of-memory' });
  });

  it("passes on errors that are not the device's", async () => {
    const { watch } = teller();
    const error = new Error('a mistake of ours');
    expect(await watch.explain(error)).toBe(error);
    expect(() => watch.check()).not.toThrow();
  });
});
