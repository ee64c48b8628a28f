"""Tables of random content as Python's csv module writes them, in every dialect that the reader judges.

    /usr/bin/python3 scripts/reference/csv-dialects.py > scripts/reference/csv-dialects.json

Each has a header, an id, and cells drawn (seed 1) from the characters that matter: delimiters, quotation marks,
backslashes, line ends where the dialect can write them. `rows` is what went in; the reader must give it back.
"""

import csv
import io
import json
import random

random.seed(1)
WORDS = ['a', 'Heat', 'the city', '日本', 'é', "l'amour", '\\', '\\N', '"', '""', '"All of it"', ',', ';', '\t', '|', ' ', 'C:\\films']
LINE_ENDS = ['\n', 'two\nlines']
DELIMITERS = {'comma': ',', 'semicolon': ';', 'tab': '\t', 'bar': '|'}
DIALECTS = {
    'minimal': ('doubled', {'quoting': csv.QUOTE_MINIMAL}, True),
    'all quoted': ('doubled', {'quoting': csv.QUOTE_ALL}, True),
    'text quoted': ('doubled', {'quoting': csv.QUOTE_NONNUMERIC}, True),
    'backslash in quotes': ('backslash', {'quoting': csv.QUOTE_ALL, 'doublequote': False, 'escapechar': '\\'}, True),
    'backslash anywhere': ('escaped', {'quoting': csv.QUOTE_MINIMAL, 'doublequote': False, 'escapechar': '\\'}, True),
    'escaped, no quotes': ('escaped', {'quoting': csv.QUOTE_NONE, 'escapechar': '\\'}, True),
    'no quoting': ('none', {'quoting': csv.QUOTE_NONE, 'quotechar': None}, False),
}


def cell(delimiter, free):
    pieces = WORDS + LINE_ENDS if free else [word for word in WORDS if delimiter not in word]
    return ''.join(random.choice(pieces) for _ in range(random.randint(0, 3))).strip()


def table(name, delimiter_name, end):
    quoting, options, free = DIALECTS[name]
    delimiter = DELIMITERS[delimiter_name]
    rows = [['id', 'title', 'genres', 'note']]
    for number in range(1, 16):
        rows.append([str(number)] + [cell(delimiter, free) for _ in range(3)])
    out = io.StringIO(newline='')
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, **options)
    for row in rows:
        writer.writerow([int(row[0]), *row[1:]] if row[0].isdigit() else row)
    back = list(csv.reader(io.StringIO(out.getvalue(), newline=''), delimiter=delimiter, **options))
    # csv reads numbers of unquoted cells as floats there
    assert [[str(cell) for cell in row[1:]] for row in back] == [row[1:] for row in rows], name
    return {'name': name, 'delimiter': delimiter_name, 'quoting': quoting, 'text': out.getvalue(), 'rows': rows}


print(json.dumps(
    [table(name, delimiter, end) for name in DIALECTS for delimiter in DELIMITERS for end in ('\r\n', '\n')],
    ensure_ascii=True,
))
