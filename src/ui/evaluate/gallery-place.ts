/** Scrolls to the gallery when a cell of the confusion matrix has been selected. */
export const GALLERY_ID = 'gallery';

export function showGallery(): void {
  const reduced =
    matchMedia('(prefers-reduced-motion: reduce)').matches ||
    document.documentElement.dataset.motion === 'reduced';
  document
    .getElementById(GALLERY_ID)
    ?.scrollIntoView({ behavior: reduced ? 'auto' : 'smooth', block: 'start' });
}
