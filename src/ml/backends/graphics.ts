/**
 * Finds out what graphics hardware the browser offers, without loading the tfjs backends. A software renderer computes
 * on the same processor as WASM, but far slower; it is recognised by its name.
 */
import type { BackendReport } from '../../core/run/run';

const SOFTWARE_RENDERERS =
  /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|warp|swrast|paravirtual/i;

/** True if a renderer's or adapter's name says that there is no GPU behind it. */
export function isSoftwareRenderer(name: string): boolean {
  return SOFTWARE_RENDERERS.test(name);
}

/** WebGPU's high-performance adapter. */
export async function probeWebGPU(): Promise<BackendReport> {
  const gpu: GPU | undefined = globalThis.navigator?.gpu;
  if (!gpu) return missing('webgpu', 'This browser has no WebGPU.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return missing('webgpu', 'WebGPU found no adapter.');
  const { vendor, architecture, device, description } = adapter.info;
  const name = description || [vendor, architecture, device].filter(Boolean).join(' ') || 'unnamed adapter';
  const software = isFallback(adapter) || isSoftwareRenderer(`${name} ${vendor} ${architecture}`);
  return {
    backend: 'webgpu',
    available: true,
    device: name,
    software,
    reason: software
      ? "WebGPU's only adapter is a software one, which is slower than WASM."
      : 'WebGPU has a hardware adapter.',
  };
}

/** The flag moved from the adapter to its info; a browser has one or the other. */
function isFallback(adapter: GPUAdapter): boolean {
  const holders: { isFallbackAdapter?: boolean }[] = [adapter.info, adapter];
  return holders.some((holder) => holder.isFallbackAdapter);
}

/** WebGL 2 with 32-bit float textures, on a canvas off the screen. */
export function probeWebGL(): BackendReport {
  if (typeof OffscreenCanvas === 'undefined')
    return missing('webgl', 'This browser has no off-screen canvas.');
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return missing('webgl', 'This browser has no WebGL 2.');
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  const floats = gl.getExtension('EXT_color_buffer_float') !== null;
  // browsers allow few contexts at a time
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  if (!floats) return missing('webgl', 'WebGL cannot compute with 32-bit floats here.');
  const software = isSoftwareRenderer(name);
  return {
    backend: 'webgl',
    available: true,
    device: name,
    software,
    reason: software
      ? 'WebGL is drawn in software, which is slower than WASM.'
      : 'WebGL runs on a graphics processor.',
  };
}

function missing(backend: BackendReport['backend'], reason: string): BackendReport {
  return { backend, available: false, device: '', software: false, reason };
}
