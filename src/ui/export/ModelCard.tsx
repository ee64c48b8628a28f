/** Draws a model card. Text stays text: nothing in a card is executed. */
import { Fragment, type ReactNode } from 'react';
import { parseMarkdown, parseSpans, type Block } from './markdown';
import styles from './export.module.css';

export function ModelCard({ card }: { card: string }) {
  return (
    <div className={styles.card}>
      {parseMarkdown(card).map((block, index) => (
        // a card is drawn as a whole, so a block's position identifies it
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={index}>{draw(block)}</Fragment>
      ))}
    </div>
  );
}

function spans(text: string): ReactNode[] {
  return parseSpans(text).map((span, index) => {
    const key = `${index} ${span.text}`;
    if (span.kind === 'strong') return <strong key={key}>{span.text}</strong>;
    if (span.kind === 'code') return <code key={key}>{span.text}</code>;
    return span.text;
  });
}

function draw(block: Block): ReactNode {
  if (block.kind === 'heading')
    return block.level === 1 ? <h3>{spans(block.text)}</h3> : <h4>{spans(block.text)}</h4>;
  if (block.kind === 'table') return <CardTable {...block} />;
  if (block.kind === 'code') return <pre>{block.text}</pre>;
  if (block.kind === 'paragraph') return <p>{spans(block.text)}</p>;
  const List = block.ordered ? 'ol' : 'ul';
  return (
    <List>
      {block.items.map((item) => (
        <li key={item}>{spans(item)}</li>
      ))}
    </List>
  );
}

function CardTable({ header, rows }: Extract<Block, { kind: 'table' }>) {
  return (
    // scrolls if it is too wide, so it must be reachable by keyboard
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.cardTable} aria-label={header.join(', ')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell) => (
              <th key={cell} scope="col">
                {spans(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, column) => (
                <td key={header[column] ?? column}>{spans(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
