import { describe, expect, it } from 'vitest';
import { parseMarkdown, parseSpans } from './markdown';

describe('parseMarkdown', () => {
  it('parses the blocks that model cards have', () => {
    const text = [
      '# Comedy or horror',
      '',
      'A head on a frozen',
      'backbone.',
      '',
      '| class | F1 |',
      '| --- | ---: |',
      '| a \\| b | 0.5 |',
      '',
      '- one',
      '  and more',
      '- two',
      '',
      '1. first',
      '',
      '```json',
      '{ "a": 1 }',
      '```',
    ].join('\n');
    expect(parseMarkdown(text)).toEqual([
      { kind: 'heading', level: 1, text: 'Comedy or horror' },
      { kind: 'paragraph', text: 'A head on a frozen backbone.' },
      { kind: 'table', header: ['class', 'F1'], rows: [['a | b', '0.5']] },
      { kind: 'list', ordered: false, items: ['one and more', 'two'] },
      { kind: 'list', ordered: true, items: ['first'] },
      { kind: 'code', text: '{ "a": 1 }' },
    ]);
  });

  it('keeps markup as plain text', () =>
    expect(parseMarkdown('<img src=x onerror=alert(1)>')).toEqual([
      { kind: 'paragraph', text: '<img src=x onerror=alert(1)>' },
    ]));

  it('handles unclosed code and empty text', () => {
    expect(parseMarkdown('```\nopen')).toEqual([{ kind: 'code', text: 'open' }]);
    expect(parseMarkdown('')).toEqual([]);
  });
});

describe('parseSpans', () => {
  it('finds strong words and code', () =>
    expect(parseSpans('a **b** `c`')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'strong', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'c' },
    ]));
});
