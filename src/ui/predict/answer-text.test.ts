import { describe, expect, it } from 'vitest';
import { placeHeads } from '../../core/heads';
import { answerText } from './answer-text';

const [genres, paid, score] = placeHeads([
  { task: 'genres', kind: 'labels', title: 'Genres', names: ['Drama', 'War'], unit: null },
  { task: 'box-office', kind: 'class', title: 'Box office', names: ['Did not pay', 'Did pay'], unit: null },
  { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' },
]);

describe('a prediction in words', () => {
  it("uses only the head's own outputs", () => {
    const outputs = Float32Array.of(0.5, 0.9, 0.25, 0.75, 6.418);
    expect(answerText(genres, outputs)).toBe('Drama, War');
    expect(answerText(paid, outputs)).toBe('Did pay, 75.0\u00a0%');
    expect(answerText(score, outputs)).toBe('6.42 points');
  });

  it('says so if there is no label', () =>
    expect(answerText(genres, Float32Array.of(0.4, 0.49, 1, 0, 0))).toBe('no label'));
});
