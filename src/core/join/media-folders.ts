/**
 * Folders of media servers (Plex, Jellyfin, Emby, Kodi): one film a folder, `Heat (1995)/poster.jpg`, with fanart,
 * banners and logos beside the poster. https://jellyfin.org/docs/general/server/media/movies#images
 */

const POSTER = '(?:poster|folder|cover|movie|default|front)';
const OTHER =
  '(?:fanart|backdrop|background|art|extrafanart|banner|logo|clearlogo|clearart|disc|discart|cdart|landscape|thumb|keyart|characterart|actor|still|screenshot)';
const POSTER_NAME = new RegExp(`^${POSTER}[-_ ]?\\d*$`);
const OTHER_NAME = new RegExp(`^${OTHER}[-_ ]?\\d*$`);
const POSTER_ENDING = new RegExp(`^(.+?)[-_. ]+${POSTER}[-_ ]?\\d*$`);
/** Behind a hyphen alone: a film may be called "Pop Art". */
const OTHER_ENDING = new RegExp(`^(.+?)-${OTHER}[-_ ]?\\d*$`);

/** Whether a folder is called as a film is: with a year or an id. */
export function isFilmFolder(folder: string): boolean {
  return (
    /\((?:18|19|20)\d{2}\)/.test(folder) ||
    /(?:^|[^a-z0-9])(?:tt\d{5,10}|tmdb(?:id)?[-_= ]?\d+)/i.test(folder)
  );
}

/**
 * A sentence where folders that were taken for classes look like films, one a folder; null where they do not.
 * @param posters pictures in all of them.
 */
export function foldersLookLikeFilms(folders: readonly string[], posters: number): string | null {
  const films = folders.filter(isFilmFolder);
  if (films.length < 2 || films.length < folders.length / 2 || posters > 6 * folders.length) return null;
  return `${films.length} of ${folders.length} folders are called as films are ("${films[0]}"), so each would be a class of its own.`;
}

/** Whether a picture is the poster of the film that its folder is called after. Both in lower case. */
export function isPosterOf(stem: string, folder: string): boolean {
  if (folder === '') return false;
  return POSTER_NAME.test(stem) || POSTER_ENDING.exec(stem)?.[1] === folder;
}

/**
 * What names the film in a picture's name: `heat-poster` → `heat`. Names that say only what the picture is
 * (`poster`) stay, as a film may be called so. Null for fanart and the like.
 */
export function withoutRole(stem: string): string | null {
  if (OTHER_ENDING.test(stem) || OTHER_NAME.test(stem)) return null;
  return POSTER_ENDING.exec(stem)?.[1] ?? stem;
}
