/** The bench's tables, for the terminal and as files. */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Outcome } from './adapter';
import { fileIn, markdown, mebibytes, type Cells } from './cells';
import type { CostRow, PytorchRow, Results, SpeedRow } from './steps';
import { architectureNamed, trainingFlops } from './networks';
import type { BatchSize } from './trainer';

function succeeded<T extends object>(outcome: Outcome<T>): T | null {
  return 'failed' in outcome ? null : outcome;
}

function stockOf<R extends { network: string; side: string }>(rows: readonly R[], row: R): R | undefined {
  return rows.find((other) => other.network === row.network && other.side === 'stock');
}

function costCells(rows: readonly CostRow[]): Cells[] {
  return rows.map((row): Cells => {
    const cost = succeeded(row.cost);
    if (!cost) return { network: row.network, side: row.side, note: (row.cost as { failed: string }).failed };
    const reference = stockOf(rows, row);
    const stock = reference ? succeeded(reference.cost) : null;
    return {
      network: row.network,
      side: row.side,
      'dispatches a step': String(cost.dispatches),
      'CPU ms a step': cost.cpuMs.toFixed(1),
      'of stock': stock && row.side !== 'stock' ? `1/${(stock.cpuMs / cost.cpuMs).toFixed(0)}` : '',
      'GPU MiB': mebibytes(cost.gpuBytes),
      note: cost.errors > 0 ? `${cost.errors} errors of the adapter` : '',
    };
  });
}

function peakOf({ peak }: Results): number {
  return Math.max(peak.tfjsFlops, peak.ourFlops);
}

function pytorchOf(rows: readonly PytorchRow[], row: SpeedRow, precision: string): PytorchRow | undefined {
  return rows.find(
    (other) =>
      other.network === row.network &&
      other.batch === row.batch &&
      other.size === row.size &&
      other.precision === precision,
  );
}

function speedCells(results: Results): Cells[] {
  const { speeds, pytorch } = results;
  return speeds.map((row): Cells => {
    const speed = succeeded(row.speed);
    if (!speed)
      return { network: row.network, side: row.side, note: (row.speed as { failed: string }).failed };
    const reference = stockOf(speeds, row);
    const stock = reference ? succeeded(reference.speed) : null;
    const flops = trainingFlops(architectureNamed(row.network), row.size) * speed.imagesPerSecond;
    const torch = pytorchOf(pytorch, row, row.side === 'mixed' ? 'amp' : 'f32');
    return {
      network: row.network,
      side: row.side,
      'images/s': speed.imagesPerSecond.toFixed(1),
      'of stock': stock ? `${(speed.imagesPerSecond / stock.imagesPerSecond).toFixed(1)} ×` : '',
      'of PyTorch': torch ? (speed.imagesPerSecond / torch.imagesPerSecond).toFixed(2) : '',
      'of peak': `${((100 * flops) / peakOf(results)).toFixed(1)} %`,
      'GPU MiB': mebibytes(speed.gpuBytes),
      loss: speed.loss.toFixed(3),
    };
  });
}

function pytorchCells({ pytorch }: Results): Cells[] {
  return pytorch.map(({ network, precision, batch, size, imagesPerSecond, device }) => ({
    network,
    precision,
    batch: String(batch),
    size: String(size),
    'images/s': imagesPerSecond.toFixed(1),
    device,
  }));
}

function costTitle({ batch, size }: BatchSize): string {
  return `A training step, batch ${batch}, ${size} px: what it asks of the processor (Dawn's null adapter)`;
}

function speedTitle({ speeds, adapter }: Results): string {
  const [first] = speeds;
  const sizes = first ? `batch ${first.batch}, ${first.size} px` : '';
  const small = adapter.software
    ? '; a software adapter, so that small images in small batches are all it can do'
    : '';
  return `Images a second of training, ${sizes}, on ${adapter.name}${small}`;
}

function peakLine({ peak }: Results): string {
  const giga = (flops: number) => (flops / 1e9).toFixed(flops < 1e10 ? 2 : 0);
  return `Matrix product of ${peak.side}³: tfjs ${giga(peak.tfjsFlops)}, ours ${giga(peak.ourFlops)} GFLOP/s; the better one is the peak`;
}

export function printCosts(rows: readonly CostRow[], sizes: BatchSize): void {
  console.log(`\n${costTitle(sizes)}`);
  console.table(costCells(rows));
}

export function printSpeeds(results: Results): void {
  console.log(`\n${speedTitle(results)}\n${results.date} · ${results.machine}`);
  console.log(peakLine(results));
  console.table(speedCells(results));
  if (results.pytorch.length > 0) {
    console.log('\nPyTorch');
    console.table(pytorchCells(results));
  }
}

/** Writes the tables and the numbers; returns the table's path. */
export async function save(results: Results, costSizes: BatchSize, folder: string): Promise<string> {
  const base = fileIn(folder, 'train', results.date, results.adapter.name);
  const sections = [
    `# ${speedTitle(results)}\n\n${results.date} · ${results.machine}\n\n${peakLine(results)}\n\n${markdown(speedCells(results))}`,
    `## ${costTitle(costSizes)}\n\n${markdown(costCells(results.costs))}`,
    results.pytorch.length > 0 ? `## PyTorch\n\n${markdown(pytorchCells(results))}` : '',
  ];
  await mkdir(folder, { recursive: true });
  await writeFile(`${base}.md`, `${sections.filter(Boolean).join('\n\n')}\n`);
  await writeFile(`${base}.json`, `${JSON.stringify(results, null, 2)}\n`);
  return `${base}.md`;
}
