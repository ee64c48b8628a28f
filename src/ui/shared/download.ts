/** Downloads a blob as a file. */
export function downloadBlob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // by then the download has read the address
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
