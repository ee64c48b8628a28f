/** The fingerprint of the data that a plan uses: the same samples give the same text, in any order. */

export interface Fingerprinted {
  key: string;
  file: string;
  /** Bytes of the file; null if unknown. */
  size: number | null;
  className: string;
}

/** SHA-256 (64 hexadecimal digits) over keys, files, sizes and classes, sorted by key. */
export async function fingerprintOf(samples: readonly Fingerprinted[]): Promise<string> {
  const lines = samples
    .map(({ key, file, size, className }) => JSON.stringify([key, file, size, className]))
    .sort();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines.join('\n')));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
