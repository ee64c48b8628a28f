import { describe, expect, it } from 'vitest';
import { readGenres } from './genres';

describe('readGenres', () => {
  it.each([
    ["[{'id': 16, 'name': 'Animation'}, {'id': 35, 'name': 'Comedy'}]", ['Animation', 'Comedy']],
    ['[{"id": 16, "name": "Animation"}]', ['Animation']],
    ['[{"name": "Sci-Fi \\/ Fantasy", "ok": true}]', ['Sci-Fi / Fantasy']],
    ["['Action', 'Comedy', 'Action']", ['Action', 'Comedy']],
    ["{'id': 16, 'name': 'Animation'}", ['Animation']],
    ["('Action', 'Comedy')", ['Action', 'Comedy']],
    ["[{'name': \"Director's Cut\"}]", ["Director's Cut"]],
    ["[{'name': ' War '}, {'name': ''}]", ['War']],
  ])('%s is a literal', (cell, names) => {
    expect(readGenres(cell)).toEqual({ form: 'literal', names });
  });

  it.each([
    ['Action|Comedy', ['Action', 'Comedy']],
    ['Action, Comedy', ['Action', 'Comedy']],
    ['Action; Comedy ;', ['Action', 'Comedy']],
    ['Science Fiction', ['Science Fiction']],
    ['Sci-Fi, Fantasy|Drama', ['Sci-Fi, Fantasy', 'Drama']],
    ['喜劇', ['喜劇']],
  ])('%s is plain', (cell, names) => {
    expect(readGenres(cell)).toEqual({ form: 'plain', names });
  });

  it.each(['', ' ', '[]', 'nan', '(no genres listed)', "[{'name': ''}]"])('%j is empty', (cell) => {
    expect(readGenres(cell)).toEqual({ form: 'empty', names: [] });
  });

  it.each([
    '42',
    '28|12',
    "[{'id': 16, 'name': 'Anim",
    '[16, 35]',
    "[{'id': 16}]",
    '{',
    "[{'name': 5}]",
    '{}',
  ])('%j is wrong', (cell) => {
    expect(readGenres(cell).form).toBe('wrong');
  });
});
