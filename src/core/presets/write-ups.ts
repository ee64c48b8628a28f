/** The write-ups that presets reproduce, by their letters in the project's documents. */

export type WriteUpId = 'A' | 'B' | 'C' | 'D';

export interface WriteUp {
  title: string;
  /** One line: venue, network and framework. */
  about: string;
}

export const WRITE_UPS: Record<WriteUpId, WriteUp> = {
  A: {
    title: 'Poster earnings',
    about: 'Blog article; ResNet18 pretrained on ImageNet, all layers trained, PyTorch',
  },
  B: { title: 'Score and genre', about: 'Conference paper; ResNet18, PyTorch' },
  C: {
    title: 'Multi-label genres: neighbours and networks',
    about: 'Course paper; ML-kNN on raw pixels, ResNet34, its own convolutional network',
  },
  D: {
    title: 'Multi-label genres: five networks',
    about: 'Conference poster; ResNets, VGG16 and an 11-layer network, Keras',
  },
};

/** As shown with a preset's figures. */
export function sourceText(id: WriteUpId): string {
  return `${WRITE_UPS[id].title} (write-up ${id})`;
}
