/** Where two readings of a table are equally good, the page asks. */
import { DIALECT, dialectName, type DialectFinding } from '../../core/films/dialect';
import { setMapping } from '../../state/dataset';
import { perform } from '../../state/perform';
import { goTo, openInspector } from '../../state/ui';
import type { DatasetSummary } from '../../workers/protocol';
import { Button } from '../shared/Button';
import { Notice } from '../shared/Notice';
import { findingText } from './dialect-words';

type Table = NonNullable<DatasetSummary['table']>;

export function OpenQuestions({ table }: { table: Table }) {
  return table.findings
    .filter(({ sure }) => !sure)
    .map((finding) => (
      <Question key={`${finding.trait} ${finding.columns.join()}`} finding={finding} table={table} />
    ));
}

/** Few readings are buttons; of many, the likely one is confirmed and the others are in the list of all. */
function Question({ finding, table }: { finding: DialectFinding; table: Table }) {
  const { trait, value } = finding;
  const choices = Object.keys(DIALECT[trait].choices);
  const offered = choices.length <= 2 ? choices : [value];
  const choose = (choice: string) => setMapping(table.mapping, { ...table.choice, [trait]: choice });
  const showAll = () => {
    openInspector();
    goTo('data', 'dialect');
  };
  return (
    <Notice
      kind="warning"
      title={`${DIALECT[trait].title}: this table could be read in more than one way.`}
      actions={
        <>
          {offered.map((choice) => (
            <Button key={choice} size="small" onClick={() => perform(() => choose(choice))}>
              {dialectName(trait, choice)}
            </Button>
          ))}
          {choices.length > 2 && (
            <Button size="small" variant="quiet" onClick={showAll}>
              Other readings
            </Button>
          )}
        </>
      }
    >
      It was read so: {findingText(finding)}
    </Notice>
  );
}
