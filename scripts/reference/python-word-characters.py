r"""Which characters Python's `\w` takes, as ranges of code points, and which its Unicode version does not know yet.

    /usr/bin/python3 scripts/reference/python-word-characters.py > scripts/reference/python-word-characters.json
"""

import json
import re
import sys
import unicodedata


def ranges(holds):
    found = []
    for code in range(sys.maxunicode + 1):
        if not holds(chr(code)):
            continue
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


word = re.compile(r'\w')
print(
    json.dumps(
        {
            'unicode': unicodedata.unidata_version,
            'word': ranges(lambda char: word.match(char) is not None),
            'unassigned': ranges(lambda char: unicodedata.category(char) == 'Cn'),
        }
    )
)
