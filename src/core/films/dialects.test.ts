/** Tables as other programs write them, small and made up; each is read as the person who made it meant it. */
import { describe, expect, it } from 'vitest';
import { readTable } from './testing/make-film';

const found = (text: string, trait: string) =>
  readTable(text).findings.filter((finding) => finding.trait === trait);

describe('quoting', () => {
  const IMDB = [
    'tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres',
    'tt0033122\tmovie\t"Swing it" magistern\t"Swing it" magistern\t0\t1940\t\\N\t92\tComedy,Music',
    'tt9900002\tmovie\t"Opened Once\tOpened Once\t0\t1951\t\\N\t88\tHorror',
    'tt9900004\tmovie\tReel 16"\tReel 16"\t0\t1953\t\\N\t70\tDocumentary',
    'tt9900005\tmovie\t"All of It"\t"All of It"\t0\t1954\t\\N\t100\tComedy',
    'tt9900006\tmovie\tNo Facts\tNo Facts\t0\t\\N\t\\N\t\\N\t\\N',
  ];

  it('is none in IMDb’s files, and in others like them', () => {
    for (const header of [IMDB[0], IMDB[0].replace('tconst', 'imdb_id')]) {
      const table = readTable([header, ...IMDB.slice(1), ''].join('\n'));
      expect(table.films.map(({ imdbId, title, year, genres }) => [imdbId, title, year, genres])).toEqual([
        ['tt0033122', '"Swing it" magistern', 1940, ['Comedy', 'Music']],
        ['tt9900002', '"Opened Once', 1951, ['Horror']],
        ['tt9900004', 'Reel 16"', 1953, ['Documentary']],
        ['tt9900005', '"All of It"', 1954, ['Comedy']],
        ['tt9900006', 'No Facts', null, []],
      ]);
      expect([table.unusable, table.noticeCount]).toEqual([0, 0]);
    }
  });

  it('is judged where the first quotation mark stands far down', () => {
    const rows = Array.from({ length: 9000 }, (_, at) => `${at}\tFilm ${at}\tDrama`);
    const table = readTable(
      ['id\ttitle\tgenres', ...rows, '9001\t"Odd\tDrama', '9002\tLast\tDrama'].join('\n'),
    );
    expect(table.films.slice(-2).map(({ title }) => title)).toEqual(['"Odd', 'Last']);
    expect(table.findings.find(({ trait }) => trait === 'quoting')?.value).toBe('none');
  });

  it('is by backslashes as Spark writes it', () => {
    const table = readTable(
      [
        'id,title,genres,overview',
        '862,Toy Story,Animation|Comedy,"Woody says \\"you, too\\" and leaves."',
        '8844,Jumanji,Adventure,A board game.',
        '539,Psycho,Horror,"A \\"motel\\"."',
        '',
      ].join('\n'),
    );
    expect(table.films.map(({ title, genres }) => [title, genres])).toEqual([
      ['Toy Story', ['Animation', 'Comedy']],
      ['Jumanji', ['Adventure']],
      ['Psycho', ['Horror']],
    ]);
    expect(table.unusable).toBe(0);
  });

  it('leaves a backslash at the end of a cell alone where marks are doubled', () => {
    const text = 'id,title,genres,overview\n1,"C:\\","Comedy|Drama","ends in \\"\n2,Two,Horror,"a, b"\n';
    expect(readTable(text).films.map(({ title, genres }) => [title, genres])).toEqual([
      ['C:\\', ['Comedy', 'Drama']],
      ['Two', ['Horror']],
    ]);
  });
});

describe('numbers', () => {
  const GERMAN = [
    'id;title;genres;release_date;budget;popularity;vote_average;vote_count',
    '862;Toy Story;Animation;30.10.1995;30.000.000;21,947;7,7;5.415',
    '8844;Jumanji;Adventure;15.12.1995;65.000.000;17,015539;6,9;2.413',
    '1;Klein;Drama;02.03.1990;950,50;0,5;8;12',
  ].join('\r\n');

  it('are read with decimal commas where the columns say so, also those that are silent', () => {
    const { films, findings } = readTable(GERMAN);
    expect(
      films.map((film) => [film.releaseDate, film.budget, film.popularity, film.voteAverage, film.voteCount]),
    ).toEqual([
      ['1995-10-30', 3e7, 21.947, 7.7, 5415],
      ['1995-12-15', 6.5e7, 17.015539, 6.9, 2413],
      ['1990-03-02', 950.5, 0.5, 8, 12],
    ]);
    expect(findings.filter(({ trait }) => trait === 'decimal')).toMatchObject([
      { value: 'comma', columns: ['budget', 'popularity', 'vote_average'], sure: true },
      { value: 'comma', columns: ['vote_count'], sure: true },
    ]);
  });

  it('are judged column by column', () => {
    const { films } = readTable(
      'id,title,genres,budget,vote_average\n1,A,Drama,"1.234.567",7.5\n2,B,Drama,5,6.25\n',
    );
    expect(films.map(({ budget, voteAverage }) => [budget, voteAverage])).toEqual([
      [1234567, 7.5],
      [5, 6.25],
    ]);
  });

  it('that nothing decides are asked about, and a choice decides', () => {
    const text = 'id,title,genres,votes\n1,A,Drama,5.415\n2,B,Drama,2.413\n';
    expect(readTable(text).findings.find(({ trait }) => trait === 'decimal')).toMatchObject({
      value: 'point',
      columns: ['votes'],
      sure: false,
    });
    const { films, findings } = readTable(text, { dialect: { decimal: 'comma' } });
    expect(films.map(({ voteCount }) => voteCount)).toEqual([5415, 2413]);
    expect(findings.find(({ trait }) => trait === 'decimal')).toMatchObject({
      why: 'chosen by you',
      sure: true,
    });
  });

  it('that do not parse in a column that otherwise does are counted and listed', () => {
    const { notices, noticeCount, films } = readTable(`${GERMAN}\r\n2;Odd;Drama;31.12.1990;viel;7.7;1;1\r\n`);
    expect(notices.map(({ line, found: cell }) => [line, cell])).toEqual([
      [5, 'viel'],
      [5, '7.7'],
    ]);
    expect(noticeCount).toBe(2);
    expect(films[3]).toMatchObject({ budget: null, popularity: null, voteAverage: 1 });
  });

  it('may have currencies and spaces', () => {
    const { films } = readTable(
      'id;title;genres;budget;revenue\n1;A;Drama;30 000 000 €;"1\u00a0200,50"\n2;B;Drama;USD 5;0,5\n',
    );
    expect(films.map(({ budget, revenue }) => [budget, revenue])).toEqual([
      [3e7, 1200.5],
      [5, 0.5],
    ]);
  });
});

describe('dates', () => {
  it('are read day first where one of them has no such month', () => {
    const text = 'id,title,genres,release_date\n1,A,x,30/10/1995\n2,B,x,05/06/1998\n3,C,x,01/02/1979\n';
    expect(readTable(text).films.map(({ releaseDate, year }) => [releaseDate, year])).toEqual([
      ['1995-10-30', 1995],
      ['1998-06-05', 1998],
      ['1979-02-01', 1979],
    ]);
  });

  it('are asked about where the order is open', () => {
    const text = 'id,title,genres,release_date\n1,A,x,05/06/1998\n2,B,x,01/02/1979\n';
    const [dates] = found(text, 'dates');
    expect(dates).toMatchObject({ value: 'month', sure: false, columns: ['release_date'] });
    expect(readTable(text, { dialect: { dates: 'day' } }).films[0].releaseDate).toBe('1998-06-05');
  });

  it('are listed where they fit the order of the others no more', () => {
    const text = 'id,title,genres,release_date\n1,A,x,30/10/1995\n2,B,x,25/12/1998\n3,C,x,01/31/1979\n';
    const { notices, films } = readTable(text);
    expect(notices.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'The release date is not a date; it counts as missing.'],
    ]);
    expect(films[2].year).toBeNull();
  });
});

describe('labels', () => {
  it('stand between spaces where their parts recur', () => {
    const rows = [
      'comedy romance',
      'horror thriller',
      'drama romance',
      'comedy',
      'horror',
      'drama thriller romance',
    ];
    const text = `fname,labels,is_valid\n${rows.map((labels, at) => `train/${at}.jpg,${labels},${at === 0 ? 'True' : 'False'}`).join('\n')}\n`;
    const { films, remarks, mapping } = readTable(text);
    expect([...new Set(films.flatMap(({ genres }) => genres))].sort()).toEqual([
      'comedy',
      'drama',
      'horror',
      'romance',
      'thriller',
    ]);
    expect(mapping).toEqual({ genres: 'labels', joinValue: 'fname' });
    expect(remarks.map(({ reason }) => reason)).toEqual([
      'The column "is_valid" seems to name a split ("True" in 1 row, "False" in 5 rows). It is not used: the recipe divides the films.',
    ]);
  });

  it('of several words stay whole', () => {
    const text = 'title,genre\nA,Science Fiction\nB,Drama\nC,TV Movie\nD,Film Noir\nE,Science Fiction\n';
    expect(readTable(text).films.map(({ genres }) => genres)).toEqual([
      ['Science Fiction'],
      ['Drama'],
      ['TV Movie'],
      ['Film Noir'],
      ['Science Fiction'],
    ]);
  });

  it('are split at the column’s sign, or at another where all parts are known', () => {
    const text = 'title;genre\nA;Sci-Fi, Fantasy|Drama\nB;Drama|War\nC;"War, Drama"\nD;Sci-Fi, Fantasy\n';
    expect(readTable(text).films.map(({ genres }) => genres)).toEqual([
      ['Sci-Fi, Fantasy', 'Drama'],
      ['Drama', 'War'],
      ['War', 'Drama'],
      ['Sci-Fi, Fantasy'],
    ]);
  });

  it('may be columns of 0 and 1', () => {
    const text = 'id,title,adult,genre_Comedy,genre_Drama,genre_War\n1,A,0,1,1,0\n2,B,1,0,0,1\n3,C,0,0,x,0\n';
    // a genre that is neither is counted as 0 and listed, so the column must be one for most rows
    const many = text + Array.from({ length: 60 }, (_, at) => `${at + 4},F,0,1,0,0\n`).join('');
    const { films, genreColumns, notices, unmapped } = readTable(many);
    expect(films.slice(0, 3).map(({ genres }) => genres)).toEqual([['Comedy', 'Drama'], ['War'], []]);
    expect(genreColumns).toEqual(['genre_Comedy', 'genre_Drama', 'genre_War']);
    expect(notices.map(({ line, found: cell }) => [line, cell])).toEqual([[4, 'x']]);
    expect(unmapped).not.toContain('genres');
  });
});

describe('rows that are no films', () => {
  it('are headers again, where tables were put behind one another', () => {
    const part = (from: number) => `id,title,genres\n${from},A,Comedy\n${from + 1},B,Horror\n`;
    const { films, problems } = readTable(`${part(1)}${part(11)}\ufeff${part(21)}`);
    expect(films.length).toBe(6);
    expect(problems.map(({ kind, line }) => [kind, line])).toEqual([
      ['header-repeated', 4],
      ['header-repeated', 7],
    ]);
  });

  it.each([';;;[USD]', 'int;str;list;usd'])('say units: %s', (units) => {
    const { films, problems } = readTable(`id;title;genres;budget\n${units}\n1;A;Comedy;5\n2;B;Horror;6\n`);
    expect(films.length).toBe(2);
    expect(problems.map(({ kind, line }) => [kind, line])).toEqual([['row-empty', 2]]);
  });
});

describe('tables that people have', () => {
  it('The Movies Dataset', () => {
    const { known, films } = readTable(
      `adult,belongs_to_collection,budget,genres,id,imdb_id,poster_path,title,video\nFalse,,30000000,"[{'id': 35, 'name': 'Comedy'}]",862,tt0114709,/a.jpg,Toy Story,False\n`,
    );
    expect([known, films[0].genres]).toEqual(['The Movies Dataset', ['Comedy']]);
  });

  it('TMDB 5000, with JSON', () => {
    const { known, films } = readTable(
      'budget,genres,id,keywords,production_companies,release_date,title,vote_average\n237000000,"[{""id"": 28, ""name"": ""Action""}, {""id"": 12, ""name"": ""Adventure""}]",19995,[],[],2009-12-10,Avatar,7.2\n',
    );
    expect([known, films[0].genres, films[0].tmdbId]).toEqual([
      'TMDB 5000',
      ['Action', 'Adventure'],
      '19995',
    ]);
  });

  it('the dump of TMDb with plain genres', () => {
    const { known, films } = readTable(
      'id,title,vote_average,vote_count,release_date,revenue,adult,backdrop_path,budget,imdb_id,popularity,poster_path,genres,keywords\n27205,Inception,8.364,34495,2010-07-15,825532764,False,/b.jpg,160000000,tt1375666,83.952,/p.jpg,"Action, Science Fiction, Adventure","rescue, mission"\n',
    );
    expect(known).toBe('a dump of TMDb’s films with plain genres');
    expect(films[0]).toMatchObject({
      genres: ['Action', 'Science Fiction', 'Adventure'],
      voteAverage: 8.364,
      popularity: 83.952,
    });
  });

  it('a list of TMDb’s API, with numbers for genres', () => {
    const { known, films, remarks, noticeCount } = readTable(
      'genre_ids,id,title,poster_path\n"[16, 12, 35]",862,Toy Story,/a.jpg\n[37],429,A Western,/b.jpg\n[],1,Nothing Said,/c.jpg\n"[18, 999999]",2,Odd,/d.jpg\n',
    );
    expect(known).toBe('a list of TMDb’s API');
    expect(films.map(({ genres }) => genres)).toEqual([
      ['Animation', 'Adventure', 'Comedy'],
      ['Western'],
      [],
      ['Drama'],
    ]);
    expect(remarks.map(({ kind }) => kind)).toEqual(['genre-ids']);
    expect(noticeCount).toBe(1);
  });

  it('poster addresses, in Latin-1, with years in the titles and bare IMDb numbers', () => {
    const text =
      'imdbId,Imdb Link,Title,IMDB Score,Genre,Poster\n114709,http://www.imdb.com/title/tt114709,Toy Story (1995),8.3,Animation|Comedy,https://images.example/a.jpg\n211915,http://www.imdb.com/title/tt211915,Am\u00e9lie (2001),8.3,Comedy,https://images.example/b.jpg\n';
    const { known, films, encoding, textNotices } = readTable(
      Uint8Array.from(text, (sign) => sign.charCodeAt(0)),
    );
    expect([known, encoding]).toEqual(['the table of IMDb’s poster addresses', 'Windows-1252']);
    expect(textNotices.map(({ kind }) => kind)).toEqual(['encoding-guessed']);
    expect(films.map(({ imdbId, title, year }) => [imdbId, title, year])).toEqual([
      ['tt0114709', 'Toy Story', 1995],
      ['tt0211915', 'Amélie', 2001],
    ]);
  });

  it('OMDb', () => {
    const { known, films, noticeCount } = readTable(
      'Title,Year,Rated,Released,Genre,Poster,imdbRating,imdbVotes,imdbID,BoxOffice\nToy Story,1995,G,22 Nov 1995,"Animation, Adventure, Comedy",https://m.example/a.jpg,8.3,"1,034,567",tt0114709,"$223,225,679"\nNothing,2001,N/A,N/A,Drama,N/A,N/A,"9,213",tt0000002,N/A\n',
    );
    expect(known).toBe('OMDb’s answers');
    expect(films).toMatchObject([
      { releaseDate: '1995-11-22', voteCount: 1034567, revenue: 223225679, voteAverage: 8.3 },
      { releaseDate: null, voteCount: 9213, revenue: null, posterPath: null },
    ]);
    expect(noticeCount).toBe(0);
  });

  it('MovieLens, joined with its links', () => {
    const { known, films, mapping, remarks } = readTable(
      'movieId,title,genres\n1,Toy Story (1995),Animation|Comedy\n11,"American President, The (1995)",Comedy|Drama\n99,Unlinked (2000),(no genres listed)\n',
      {
        companion: {
          name: 'links.csv',
          key: 'movieId',
          columns: ['imdbId', 'tmdbId'],
          rows: new Map([
            ['1', ['0114709', '862']],
            ['11', ['0112346', '9087']],
          ]),
        },
      },
    );
    expect(known).toBe('MovieLens’ films');
    expect(mapping).toMatchObject({ imdbId: 'imdbId', tmdbId: 'tmdbId' });
    expect(films.map(({ imdbId, tmdbId, title, year }) => [imdbId, tmdbId, title, year])).toEqual([
      ['tt0114709', '862', 'Toy Story', 1995],
      ['tt0112346', '9087', 'American President, The', 1995],
      [null, null, 'Unlinked', 2000],
    ]);
    expect(remarks.map(({ reason }) => reason)).toContain(
      'links.csv was joined by "movieId": 2 rows found there.',
    );
  });
});
