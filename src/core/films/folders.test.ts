import { describe, expect, it } from 'vitest';
import { filmsFromFolders } from './folders';
import { folderOf, isHidden, isImagePath, stemOf } from './image-paths';

function classes(paths: string[]): { of: Record<string, string>; problems: [string, string | null][] } {
  const { films, problems } = filmsFromFolders(paths);
  return {
    of: Object.fromEntries(films.map((film) => [film.key, film.genres.join()])),
    problems: problems.map(({ kind, file }) => [kind, file]),
  };
}

describe('filmsFromFolders', () => {
  it('takes the folder above the file for the class', () => {
    const { films, posterOf, classNames, problems } = filmsFromFolders(['Horror/b.png', 'Comedy/a film.JPG']);
    expect(films.map(({ key, title, genres, line }) => [key, title, genres, line])).toEqual([
      ['Comedy/a film.JPG', 'a film', ['Comedy'], 0],
      ['Horror/b.png', 'b', ['Horror'], 0],
    ]);
    expect([...posterOf]).toEqual([
      ['Comedy/a film.JPG', 'Comedy/a film.JPG'],
      ['Horror/b.png', 'Horror/b.png'],
    ]);
    expect(classNames).toEqual(['Comedy', 'Horror']);
    expect(problems).toEqual([]);
  });

  it('does not take the folder around everything for one', () => {
    expect(classes(['posters/Comedy/a.jpg', 'posters/Horror/b.jpg', 'posters/c.jpg', 'd.jpg'])).toEqual({
      of: { 'posters/Comedy/a.jpg': 'Comedy', 'posters/Horror/b.jpg': 'Horror' },
      problems: [
        ['file-without-class', 'd.jpg'],
        ['file-without-class', 'posters/c.jpg'],
      ],
    });
  });

  it('looks through train, val and test', () => {
    expect(classes(['d/train/A/1.jpg', 'd/train/B/2.jpg', 'd/val/A/3.jpg', 'd/test/4.jpg'])).toEqual({
      of: { 'd/train/A/1.jpg': 'A', 'd/train/B/2.jpg': 'B', 'd/val/A/3.jpg': 'A' },
      problems: [['file-without-class', 'd/test/4.jpg']],
    });
  });

  it('lists files at the top and files that are no images, and passes over hidden ones', () => {
    expect(
      classes(['a.jpg', 'A/b.jpg', 'A/notes.txt', 'A/.DS_Store', '__MACOSX/A/._b.jpg', 'B/c.webp']),
    ).toEqual({
      of: { 'A/b.jpg': 'A', 'B/c.webp': 'B' },
      problems: [
        ['file-not-an-image', 'A/notes.txt'],
        ['file-without-class', 'a.jpg'],
      ],
    });
  });

  it('gives one class where there is one folder, and none where there is none', () => {
    expect(filmsFromFolders(['Comedy/a.jpg', 'Comedy/b.jpg']).classNames).toEqual(['Comedy']);
    expect(filmsFromFolders(['a.jpg', 'b.jpg'])).toMatchObject({ films: [], classNames: [] });
    expect(filmsFromFolders([])).toMatchObject({ films: [], problems: [] });
  });

  it('takes every file once, in the order of the paths', () => {
    expect(filmsFromFolders(['B/1.jpg', 'A/1.jpg', 'B/1.jpg']).films.map(({ key }) => key)).toEqual([
      'A/1.jpg',
      'B/1.jpg',
    ]);
  });
});

it('reads paths', () => {
  expect(['a.jpg', 'A.JPEG', 'x/y.avif', 'y.tiff', 'jpg', '.jpg', 'a.jpg/b'].map(isImagePath)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(['a/b.v2.png', 'a/b.txt', 'a\\b.jpg', 'Dr. No'].map(stemOf)).toEqual([
    'b.v2',
    'b.txt',
    'b',
    'Dr. No',
  ]);
  expect(['a/b/c.jpg', 'c.jpg', './c.jpg'].map(folderOf)).toEqual(['b', '', '']);
  expect(['a/__MACOSX/b.jpg', 'a/.git/b', 'a/b..jpg', './a.jpg'].map(isHidden)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
