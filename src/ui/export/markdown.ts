/** Parses the subset of Markdown used by model cards: headings, paragraphs, lists, tables, code. */

export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'table'; header: string[]; rows: string[][] }
  | { kind: 'code'; text: string };

export interface Span {
  kind: 'text' | 'strong' | 'code';
  text: string;
}

const HEADING = /^(#{1,6})\s+(.*)$/;
const BULLET = /^\s*[-*+]\s+(.*)$/;
const NUMBER = /^\s*\d+[.)]\s+(.*)$/;
const RULE = /^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$/;

function cells(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** Takes lines from the front as long as they match. */
function takeWhile(lines: string[], holds: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !holds(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

/** The blocks in order. Anything unknown is a paragraph: nothing is lost, and nothing is executed. */
export function parseMarkdown(text: string): Block[] {
  const lines = text.split(/\r?\n/);
  const blocks: Block[] = [];
  while (lines.length > 0) {
    const line = lines[0];
    const heading = HEADING.exec(line);
    if (line.trim() === '') lines.shift();
    else if (line.startsWith('```')) blocks.push(takeCode(lines));
    else if (heading) {
      lines.shift();
      blocks.push({ kind: 'heading', level: heading[1].length, text: heading[2].trim() });
    } else if (line.includes('|') && RULE.test(lines[1] ?? '')) blocks.push(takeTable(lines));
    else if (BULLET.test(line) || NUMBER.test(line)) blocks.push(takeList(lines));
    else blocks.push(takeParagraph(lines));
  }
  return blocks;
}

function takeCode(lines: string[]): Block {
  lines.shift();
  const inside = takeWhile(lines, (line) => !line.startsWith('```'));
  lines.shift();
  return { kind: 'code', text: inside.join('\n') };
}

function takeTable(lines: string[]): Block {
  const [header] = lines.splice(0, 2);
  const rows = takeWhile(lines, (line) => line.includes('|'));
  return { kind: 'table', header: cells(header), rows: rows.map(cells) };
}

function takeList(lines: string[]): Block {
  const pattern = NUMBER.test(lines[0]) ? NUMBER : BULLET;
  const items: string[] = [];
  for (const line of takeWhile(lines, (line) => pattern.test(line) || /^\s+\S/.test(line))) {
    const item = pattern.exec(line);
    if (item) items.push(item[1]);
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  return { kind: 'list', ordered: pattern === NUMBER, items };
}

function takeParagraph(lines: string[]): Block {
  const first = lines.shift() ?? '';
  const rest = takeWhile(
    lines,
    (line) => line.trim() !== '' && !HEADING.test(line) && !BULLET.test(line) && !line.startsWith('```'),
  );
  return { kind: 'paragraph', text: [first, ...rest].map((line) => line.trim()).join(' ') };
}

/** Bold text and code within a line. */
export function parseSpans(text: string): Span[] {
  return text
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part): Span => {
      if (part.startsWith('**') && part.length > 4) return { kind: 'strong', text: part.slice(2, -2) };
      if (part.startsWith('`') && part.length > 2) return { kind: 'code', text: part.slice(1, -1) };
      return { kind: 'text', text: part };
    });
}
