/** BMP: a 14-byte file header and a DIB header whose size tells its version. */
import { hasBytes, viewOf, type ImageHeader } from './header';

export function isBmp(bytes: Uint8Array): boolean {
  return (
    hasBytes(bytes, 0, [0x42, 0x4d]) && bytes.length >= 18 && DIB_SIZES.has(viewOf(bytes).getUint32(14, true))
  );
}

const DIB_SIZES = new Set([12, 40, 52, 56, 64, 108, 124]);

/** @returns null where the file ends inside its headers. */
export function bmpHeader(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 30) return null;
  const view = viewOf(bytes);
  const old = view.getUint32(14, true) === 12;
  const bits = view.getUint16(old ? 24 : 28, true);
  return {
    format: 'bmp',
    width: old ? view.getUint16(18, true) : Math.abs(view.getInt32(18, true)),
    // a negative height means rows from the top down
    height: old ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true)),
    colour: bits <= 8 ? 'palette' : 'rgb',
    alpha: bits === 32,
    orientation: 1,
    animated: false,
    complete: bytes.length >= view.getUint32(2, true),
  };
}
