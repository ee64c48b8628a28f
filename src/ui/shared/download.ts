/** Hands a file to the person's downloads. */
export function downloadBlob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // the download has read the address by then
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
