/**
 * What stands between the labels of a plain cell, judged over all cells of the column. A space separates labels only
 * where the parts recur: "comedy romance" beside "comedy" and "drama romance", but not "Science Fiction".
 */
import { LABEL_SIGNS, type DialectFinding, type LabelSeparator } from './dialect';

/** The sign that names contain least comes first. */
const SIGNS: readonly LabelSeparator[] = ['bar', 'semicolon', 'comma'];
/** Share of the cells with a space whose parts must all recur. */
const RECURRING = 0.9;

export interface LabelDialect {
  separator: LabelSeparator;
  why: string;
  sure: boolean;
}

/** @param cells the column's different cells. */
export function judgeLabels(cells: readonly string[]): LabelDialect {
  const counts = SIGNS.map((separator) => ({
    separator,
    count: cells.filter((cell) => cell.includes(LABEL_SIGNS[separator] ?? '')).length,
  }));
  const highest = Math.max(...counts.map(({ count }) => count));
  // names have commas ("Sci-Fi, Fantasy") before they have bars
  const most = counts.find(({ count }) => 3 * count >= highest) ?? counts[0];
  if (most.count > 0) {
    const why = `${most.count} of ${cells.length} different cells contain one`;
    return { separator: most.separator, why, sure: true };
  }
  const slashes = cells.filter((cell) => cell.includes('/')).length;
  if (slashes > 0 && partsRecur(cells, /\s*\/\s*/).share >= RECURRING) {
    return { separator: 'slash', why: 'the parts between slashes recur in other cells', sure: true };
  }
  const spaced = cells.filter((cell) => cell.includes(' ')).length;
  if (spaced < 2) return { separator: 'nothing', why: 'no separator recurs in the cells', sure: true };
  const { share, alone, parts } = partsRecur(cells, /\s+/);
  if (share < RECURRING)
    return {
      separator: 'nothing',
      why: 'the words of a cell do not recur apart from one another',
      sure: true,
    };
  return {
    separator: 'space',
    why: `the words of the ${spaced} different cells of several words recur in other cells, ${alone} of ${parts} also alone`,
    // two-word names of which every word recurs look the same
    sure: alone * 2 >= parts,
  };
}

interface Recurrence {
  /** Share of the cells of several parts whose parts all recur. */
  share: number;
  /** Different parts of such cells. */
  parts: number;
  /** How many of them are also whole cells. */
  alone: number;
}

/** A part recurs where it is a whole cell, or stands beside different parts in different cells. */
function partsRecur(cells: readonly string[], between: RegExp): Recurrence {
  const whole = new Set<string>();
  const beside = new Map<string, Set<string>>();
  const cellsWith = new Map<string, number>();
  const several: string[][] = [];
  for (const cell of cells) {
    const parts = cell.trim().split(between);
    if (parts.length === 1) {
      whole.add(parts[0]);
      continue;
    }
    several.push(parts);
    for (const part of parts) {
      const others = beside.get(part) ?? new Set();
      for (const other of parts) if (other !== part) others.add(other);
      beside.set(part, others);
      cellsWith.set(part, (cellsWith.get(part) ?? 0) + 1);
    }
  }
  const recurs = (part: string) =>
    whole.has(part) || ((cellsWith.get(part) ?? 0) > 1 && (beside.get(part)?.size ?? 0) > 1);
  const recurring = several.filter((parts) => parts.every(recurs)).length;
  return {
    share: several.length === 0 ? 0 : recurring / several.length,
    parts: beside.size,
    alone: [...beside.keys()].filter((part) => whole.has(part)).length,
  };
}

/**
 * The labels of a cell. One without the column's separator is split at another sign where every part is a label of
 * other cells.
 * @param known labels of the cells that have the separator; null for a first pass.
 */
export function labelsOf(
  cell: string,
  separator: LabelSeparator,
  known: ReadonlySet<string> | null = null,
): string[] {
  const sign = LABEL_SIGNS[separator];
  if (sign !== null && cell.includes(sign)) return split(cell, sign);
  if (known && separator !== 'nothing')
    for (const other of SIGNS) {
      const otherSign = LABEL_SIGNS[other];
      if (otherSign === null || !cell.includes(otherSign)) continue;
      const parts = split(cell, otherSign);
      if (parts.every((part) => known.has(part))) return parts;
    }
  return split(cell, null);
}

function split(cell: string, sign: string | null): string[] {
  const parts = sign === null ? [cell] : cell.split(sign);
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}

/** The finding for the column. */
export function labelFinding(column: string, { separator, why, sure }: LabelDialect): DialectFinding {
  return { trait: 'labels', value: separator, columns: [column], why, sure };
}
