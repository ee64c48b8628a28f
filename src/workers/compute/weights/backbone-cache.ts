/**
 * The page's backbones: their weights are fetched once and put on the device once; if the device changes, they are put
 * there again.
 */
import { OnesheetError } from '../../../core/errors';
import type { Recipe } from '../../../core/recipe/recipe';
import type { DeviceInfo } from '../../../core/run/run';
import type { Backbone } from '../../../ml/backbones/backbone';
import { BUNDLED } from '../../../ml/backbones/bundled';
import { loadBundled } from '../../../ml/weights/load-bundled';

export type BackboneId = Recipe['backbone']['id'];

export class BackboneCache {
  private readonly files = new Map<BackboneId, ArrayBuffer>();
  private loaded: { id: BackboneId; device: DeviceInfo; backbone: Promise<Backbone> } | null = null;

  /** @param base address of the folder with the page's own files; ends with a slash. */
  constructor(private readonly base: string) {}

  /**
   * The file as fetched.
   * @throws OnesheetError `fetch-failed`.
   */
  async file(id: BackboneId): Promise<ArrayBuffer> {
    const known = this.files.get(id);
    if (known) return known;
    const { facts, path } = BUNDLED[id];
    const url = new URL(path, this.base);
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      const bytes = await response.arrayBuffer();
      this.files.set(id, bytes);
      return bytes;
    } catch (cause) {
      throw new OnesheetError(
        'fetch-failed',
        `The weights of ${facts.title} could not be loaded from ${url.pathname}.`,
        'Check the connection and try again.',
        { cause },
      );
    }
  }

  /**
   * The backbone on this device, which must be tfjs's current one. It still belongs to the cache. A restarted device is
   * a new one even if its backend is the same: everything on the old one is lost.
   */
  async get(id: BackboneId, device: DeviceInfo): Promise<Backbone> {
    if (this.loaded?.id === id && this.loaded.device === device) return this.loaded.backbone;
    const former = this.loaded;
    const backbone = this.file(id).then((file) => loadBundled(BUNDLED[id], file));
    this.loaded = { id, device, backbone };
    await former?.backbone.then(
      (old) => old.dispose(),
      () => undefined,
    );
    try {
      return await backbone;
    } catch (error) {
      this.loaded = null;
      throw error;
    }
  }
}
