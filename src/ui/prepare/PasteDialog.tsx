/** Reads a recipe from JSON: errors are shown at the field, and nothing changes until the recipe is valid. */
import { useState } from 'react';
import { toReport, type ErrorReport } from '../../core/errors';
import { pasteRecipe } from '../../state/recipe';
import { Button } from '../shared/Button';
import { Dialog } from '../shared/Dialog';
import { Field } from '../shared/Field';
import { ErrorNotice } from '../shared/Notice';
import styles from './prepare.module.css';
import { recipeView } from './view';

export function PasteDialog() {
  const [text, setText] = useState('');
  const [error, setError] = useState<ErrorReport | null>(null);
  const close = () => recipeView.setState({ pasting: false });
  const take = () => {
    try {
      pasteRecipe(text);
      close();
    } catch (thrown) {
      setError(toReport(thrown));
    }
  };
  return (
    <Dialog title="Paste a recipe" onClose={close}>
      <div className={styles.head}>
        <Field label="Recipe as JSON">
          {(ids) => (
            <textarea
              {...ids}
              className={styles.paste}
              spellCheck={false}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setError(null);
              }}
            />
          )}
        </Field>
        {error && <ErrorNotice error={error} />}
        <div className={styles.row}>
          <Button variant="primary" waitsFor={text.trim() ? null : 'paste the JSON above'} onClick={take}>
            Use this recipe
          </Button>
          <Button onClick={close}>Cancel</Button>
        </div>
      </div>
    </Dialog>
  );
}
