"""What Python's csv module reads out of odd CSV texts: rows, and the physical line on which each begins.

    /usr/bin/python3 scripts/reference/csv-rows.py > scripts/reference/csv-rows.json

Texts are drawn at random (seed 1) from the characters that matter. Those whose last quote never closes are left
out, and texts of several lines in which one closes in the middle of a cell: there the scanner departs from Python
on purpose. Blank lines are no rows.
"""

import csv
import io
import json
import random

random.seed(1)
PIECES = ['a', 'b c', '"', '""', ',', ',', ',', '\n', '\r\n', '\r', ' ', '\t', "'", 'é', '日本', '"x"', '"a,b"', '"a\nb"']


def misquoted(text):
    try:
        list(csv.reader(io.StringIO(text, newline=''), strict=True))
    except csv.Error as error:
        return 'unexpected end of data' in str(error) or ('\n' in text or '\r' in text)
    return False


def never_closes(text):
    """Python ends an open quote at the end of the text without a word: a sentinel behind it shows that."""
    rows = list(csv.reader(io.StringIO(text + '\nEND', newline='')))
    return rows[-1] != ['END']


def rows(text):
    reader = csv.reader(io.StringIO(text, newline=''))
    found = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return found
        if cells and (len(cells) > 1 or cells[0].strip()):
            found.append({'line': line, 'cells': cells})


cases = []
while len(cases) < 400:
    text = ''.join(random.choice(PIECES) for _ in range(random.randint(1, 24)))
    if misquoted(text) or never_closes(text):
        continue
    cases.append({'text': text, 'rows': rows(text)})
print(json.dumps(cases, ensure_ascii=True))
