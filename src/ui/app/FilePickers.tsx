/** The page's two file inputs, used by the actions "Open files" and "Open a folder". */
import { PICK_FILES, PICK_FOLDER, takePicked } from '../../state/picker';
import { perform } from '../../state/perform';

export function FilePickers() {
  return (
    <div hidden>
      <input
        id={PICK_FILES}
        type="file"
        multiple
        aria-label="Files to open"
        onChange={({ currentTarget }) => perform(() => takePicked(currentTarget))}
      />
      <input
        id={PICK_FOLDER}
        type="file"
        multiple
        aria-label="Folder to open"
        ref={(input) => {
          if (input) input.webkitdirectory = true;
        }}
        onChange={({ currentTarget }) => perform(() => takePicked(currentTarget))}
      />
    </div>
  );
}
