/** The Export workspace: a run's model as files to download, and what the page stores on this machine. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { EXPORT_FORMATS, exportFormats, type ExportFormatId } from '../../core/run/export-formats';
import { runAction } from '../../state/actions';
import { modelFiles } from '../../state/model-files';
import { runs } from '../../state/runs';
import { RunPicker } from '../runs/RunPicker';
import { WaitsForRun } from '../runs/WaitsForRun';
import { Button, ErrorNotice, format as text, ProgressLine, Section, SelectField } from '../shared';
import { downloadActionOf } from './actions';
import { ModelCard } from './ModelCard';
import { UnreadableRuns } from '../runs/UnreadableRuns';
import { Storage } from './Storage';
import styles from './export.module.css';
import { perform } from '../../state/perform';

export default function ExportWorkspace() {
  return (
    <WaitsForRun
      title="Export needs a run"
      icon="export"
      purpose="Train once, then download the model as one ZIP with the network, weights, labels, preprocessing and a model card."
    >
      <Export />
    </WaitsForRun>
  );
}

function Export() {
  const id = useStore(runs, (state) => state.selectedId);
  const format = useStore(modelFiles, (state) => state.format);
  const made = useStore(modelFiles, (state) => state.file);
  const file = made?.runId === id && made.format === format ? made : null;
  const { file: kind } = EXPORT_FORMATS[format];
  const error = useStore(modelFiles, (state) => (state.error?.runId === id ? state.error.report : null));
  const progress = useStore(modelFiles, (state) => state.progress);
  useEffect(() => {
    if (id !== null && !file && !error) perform(() => modelFiles.getState().make(id, format));
  }, [id, format, file, error]);
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <div className={styles.picker}>
          <RunPicker />
        </div>
        <FormatPicker format={format} />
        <Button
          variant="primary"
          size="large"
          icon="download"
          waitsFor={file ? null : error ? `The ${kind} could not be made.` : `The ${kind} is being made.`}
          onClick={() => runAction(downloadActionOf(format))}
        >
          Download the model{file ? `, ${text.bytes(file.blob.size)}` : ''}
        </Button>
      </div>
      {error && id !== null && (
        <ErrorNotice error={error} onRetry={() => perform(() => modelFiles.getState().make(id))} />
      )}
      <div className={styles.columns}>
        <div className={styles.stack}>
          <Section title={`In the ${kind}`}>
            {file ? (
              <ul className={styles.files} aria-label={`Files in the ${kind}`}>
                {file.entries.map((entry) => (
                  <li key={entry.path}>
                    <span>{entry.path}</span>
                    <span>{text.bytes(entry.size)}</span>
                  </li>
                ))}
              </ul>
            ) : (
              (error && <NoCard text={`The ${kind} could not be made.`} />) || (
                <div className={styles.waiting}>
                  <ProgressLine label={`Making the ${kind}`} progress={progress} />
                </div>
              )
            )}
          </Section>
          <OtherFiles />
          <Storage />
          <UnreadableRuns />
        </div>
        <Section title="Model card">
          {file ? <ModelCard card={file.card} /> : <NoCard text={cardText(kind, error !== null)} />}
        </Section>
      </div>
    </div>
  );
}

function cardText(kind: string, failed: boolean): string {
  return failed
    ? `The model card is part of the ${kind}, which could not be made.`
    : `The model card appears when the ${kind} is ready.`;
}

const FORMATS = exportFormats();

/** Nothing if there is only one format. */
function FormatPicker({ format }: { format: ExportFormatId }) {
  if (FORMATS.length < 2) return null;
  return (
    <SelectField
      label="Format"
      id="export-format"
      value={format}
      options={FORMATS.map(({ id, facts }) => ({ value: id, label: facts.title }))}
      onChange={(next) => modelFiles.getState().choose(next)}
      hint={EXPORT_FORMATS[format].about}
    />
  );
}

function NoCard({ text }: { text: string }) {
  return <p className={styles.quiet}>{text}</p>;
}

const OTHER = [
  {
    action: 'export.predictions',
    name: 'predictions.csv',
    about: 'Every poster with its split, actual and predicted class, and the probability of each class.',
  },
  {
    action: 'export.run',
    name: 'run.json',
    about: 'The recipe, which films were left out and why, the history by epoch, figures, device and times.',
  },
] as const;

function OtherFiles() {
  return (
    <Section title="More files">
      <ul className={styles.other}>
        {OTHER.map(({ action, name, about }) => (
          <li key={name}>
            <span>{name}</span>
            <p>{about}</p>
            <Button icon="download" aria-label={`Download ${name}`} onClick={() => runAction(action)}>
              Download
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
