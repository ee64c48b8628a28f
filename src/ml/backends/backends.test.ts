/** Uses the real backends: Node has no WebGL; WebGPU comes from Dawn on a software adapter. */
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { installDawn } from '../testing/dawn';
import { chooseBackend, findBackends } from './backends';
import { isSoftwareRenderer } from './graphics';

describe('isSoftwareRenderer', () => {
  it.each([
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    'Google SwiftShader',
    'llvmpipe (LLVM 15.0.6, 256 bits)',
    'Mesa/X.org, llvmpipe (LLVM 15.0.7, 256 bits)',
    'softpipe',
    'ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'Apple Software Renderer',
    'lavapipe',
  ])('knows %s', (name) => expect(isSoftwareRenderer(name)).toBe(true));

  it.each([
    'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002503) Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)',
    'Mesa Intel(R) UHD Graphics 620 (KBL GT2)',
    'AMD Radeon RX 6700 XT (radeonsi, navi22, LLVM 15.0.7, DRM 3.49)',
    'Adreno (TM) 640',
    'Mali-G78',
  ])('leaves %s', (name) => expect(isSoftwareRenderer(name)).toBe(false));
});

describe('the backends of this machine', () => {
  it('are all listed, each with a reason', async () => {
    const found = await findBackends();
    expect(found.map(({ backend }) => backend)).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
    expect(found.every(({ reason }) => /^[A-Z].*\.$/.test(reason))).toBe(true);
  });

  // on other systems Dawn uses the hardware adapter
  it.skipIf(process.platform !== 'linux')(
    'do not use a software adapter unless asked to (skipped where Node has no software adapter: not Linux)',
    async () => {
      installDawn('software');
      const [webgpu] = await findBackends();
      expect(webgpu).toMatchObject({ available: true, software: true });
      const device = await chooseBackend('auto');
      expect(device.backend).toBe('wasm');
      expect(tf.getBackend()).toBe('wasm');
      expect(device.device).toMatch(/^1 thread, SIMD$/);
    },
  );

  it('can be overridden', async () => {
    expect((await chooseBackend('cpu')).reason).toBe('Plain JavaScript was asked for.');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('keeps the tensors of a backend that is left and chosen again', async () => {
    await chooseBackend('wasm');
    const kept = tf.tensor1d([1, 2, 3]);
    await chooseBackend('cpu');
    await chooseBackend('wasm');
    const doubled = tf.mul(kept, 2);
    expect(Array.from(doubled.dataSync())).toEqual([2, 4, 6]);
    tf.dispose([kept, doubled]);
  });

  it('refuses a backend that this machine does not have', async () => {
    await expect(chooseBackend('webgl')).rejects.toMatchObject({ code: 'backend-unavailable' });
  });
});
