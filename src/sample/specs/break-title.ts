/** Breaks titles into lines that are as even as the words allow. */

/** Every way to distribute the words over this many lines, in order. */
function* partitions(words: readonly string[], lines: number): Generator<string[]> {
  if (lines === 1) yield [words.join(' ')];
  else
    for (let first = 1; first <= words.length - lines + 1; first++)
      for (const rest of partitions(words.slice(first), lines - 1))
        yield [words.slice(0, first).join(' '), ...rest];
}

const SMALL_WORDS = new Set(['a', 'an', 'and', 'at', 'for', 'from', 'in', 'of', 'on', 'the', 'to']);

/** True for a line that has only small words, which is set small: "of the". */
export function isSmallLine(line: string): boolean {
  return line.split(' ').every((word) => SMALL_WORDS.has(word.toLowerCase()));
}

function endsSmall(line: string): boolean {
  return SMALL_WORDS.has(line.slice(line.lastIndexOf(' ') + 1).toLowerCase()) && !isSmallLine(line);
}

/** Sum of the squared differences between each line and the longest; lines that end in "of" or "the" count as bad. */
function raggedness(lines: readonly string[]): number {
  const longest = Math.max(...lines.map((line) => line.length));
  return lines.reduce(
    (sum, line) => sum + (isSmallLine(line) ? 4 : (longest - line.length) ** 2) + (endsSmall(line) ? 30 : 0),
    0,
  );
}

/**
 * The title on the fewest lines that stay within `charactersPerLine` (if its words allow), broken as evenly as
 * possible.
 */
export function breakTitle(title: string, charactersPerLine: number): string[] {
  const words = title.split(' ').filter((word) => word !== '');
  for (let count = 1; count <= words.length; count++) {
    const fitting = [...partitions(words, count)].filter(
      (lines) => count === words.length || lines.every((line) => line.length <= charactersPerLine),
    );
    if (fitting.length > 0)
      return fitting.reduce((best, lines) => (raggedness(lines) < raggedness(best) ? lines : best));
  }
  return words;
}
