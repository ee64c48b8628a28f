/** The bundled backbone's file, checked and put on the backend. */
import { OnesheetError } from '../../core/errors';
import { parseSafetensors } from './safetensors';
import { createBackbone, type Backbone } from '../backbones/backbone';
import type { BundledBackbone } from '../backbones/bundled';

/**
 * @param file Bytes of the file at the backbone's `path`.
 * @throws OnesheetError `weights-hash` where the file is not the one that this page was built with.
 */
export async function loadBundled(bundled: BundledBackbone, file: ArrayBuffer): Promise<Backbone> {
  const hash = await sha256(file);
  if (hash !== null && hash !== bundled.sha256)
    throw new OnesheetError(
      'weights-hash',
      `The weights of ${bundled.facts.title} are not those that this page was built with.`,
      'Reload the page; if it comes back, build the page again.',
    );
  return createBackbone(parseSafetensors(file), bundled.config);
}

/** Hex; null where the page is not in a secure context and has no digest. */
async function sha256(bytes: ArrayBuffer): Promise<string | null> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return null;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
