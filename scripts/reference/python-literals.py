"""What Python's ast.literal_eval makes of literals: values that it takes, and texts that it refuses.

    /usr/bin/python3 scripts/reference/python-literals.py > scripts/reference/python-literals.json

Values are drawn at random (seed 1) and written by repr, as pandas wrote the table; some texts are then damaged.
Tuples are noted as lists. Texts for which Python needs what the reader leaves out on purpose are left out: sets,
bytes, complex numbers, other bases than ten, Ellipsis, raw, triple-quoted and named-character strings, signs apart
from their number, comments, tuples without brackets.
"""

import ast
import json
import math
import random
import warnings

warnings.simplefilter('ignore')
random.seed(1)

ALPHABET = list("abc XYZ019'\"\\,:[]{}()") + ['\n', '\t', '\r', '\x00', '\x7f', 'é', 'ß', '日', '本', '\u2028', '😀', '\ufeff', '\x85']


def text():
    return ''.join(random.choice(ALPHABET) for _ in range(random.randint(0, 8)))


def value(depth=0):
    kinds = ['text', 'text', 'int', 'float', 'name']
    if depth < 3:
        kinds += ['list', 'dict', 'tuple', 'genres']
    kind = random.choice(kinds)
    if kind == 'text':
        return text()
    if kind == 'int':
        return random.randint(-10**6, 10**6)
    if kind == 'float':
        return random.choice([0.5, -1.25, 1e-06, 1e22, 3.0, random.random() * 1e5])
    if kind == 'name':
        return random.choice([None, True, False])
    if kind == 'dict':
        return {text(): value(depth + 1) for _ in range(random.randint(0, 3))}
    if kind == 'genres':
        return [{'id': random.randint(1, 99999), 'name': text()} for _ in range(random.randint(0, 3))]
    items = [value(depth + 1) for _ in range(random.randint(0, 3))]
    return tuple(items) if kind == 'tuple' else items


def plain(thing):
    """As JSON has it; raises for what the reader leaves out."""
    if isinstance(thing, (list, tuple)):
        return [plain(item) for item in thing]
    if isinstance(thing, dict):
        if not all(isinstance(key, str) for key in thing):
            raise TypeError('key')
        return {key: plain(item) for key, item in thing.items()}
    if isinstance(thing, float) and not math.isfinite(thing):
        raise TypeError('not finite')
    if isinstance(thing, int) and not isinstance(thing, bool) and abs(thing) > 2**53:
        raise TypeError('too large')
    if thing is None or isinstance(thing, (bool, int, float, str)):
        return thing
    raise TypeError(type(thing))


LEFT_OUT = ['0x', '0o', '0b', '"""', "'''", '#', '\\N', '- ', '+ ', '\x00']


def verdict(source):
    """None where the case is left out."""
    if any(part in source for part in LEFT_OUT):
        return None
    for start in range(len(source) - 1):
        if source[start] in 'bBrRfFjJ' and source[start + 1] in '\'"':
            return None
    try:
        found = ast.literal_eval(source)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return {'text': source, 'refused': True}
    if isinstance(found, tuple) and len(ast.literal_eval(f'[{source}\n]')) != 1:
        return None
    try:
        return {'text': source, 'value': plain(found)}
    except TypeError:
        return None


HAND = [
    "[{'id': 16, 'name': 'Animation'}, {'id': 35, 'name': 'Comedy'}]",
    '[{\'name\': "Director\'s Cut", \'id\': 1}]',
    "[{'name': 'A \"B\" C'}]",
    "[]", "{}", "()", "(1,)", "(1)", "[1,]", "[,]", "{'a': 1,}", "{'a'}", "[1 2]", "['a' 'b']", "''", "'",
    r"'\x41\u00e9\U0001f600\101\0\n\t\\\'\"'", r"'\q'", r"'\x4'", r"'\u12'", r"'\U00110000'", "'\\\n'",
    "u'x'", "U'x'", "None", "none", "True", "true", "nan", "inf", "NoneX", "None None",
    "1", "-1", "+1", "--1", "1.", ".5", "-.5e-3", "1e5", "1e", "0x1F", "0o17", "0b101", "007", "0_0", "1_000", "1__0", "1_", "00",
    "01.5", "01", "1.2.3", "[", "]", "[]]", "{", "{'a'}:1", "{'a' 1}", "{'a': }", "{1: 2}", " [ 1 , 2 ] ", "\t[1]", "\n[1]", "[1\n]",
    "__import__('os').system('x')", "[x for x in (1,2)]", "1+1", "'a'+'b'", "{'__proto__': {'a': 1}}", "{'constructor': 1}",
    "'a' == 'a'", "lambda: 1", "f'x'", "'a'.upper()", "print(1)", "not a list", "Comedy", "[Comedy]", "[{'id': 16, 'name': 'Anim",
    "'tab\tin'", "'line\nbreak'", "'caf\u00e9'", "'\\ud83d\\ude00'",
]

cases = []
seen = set()


def add(source):
    if source in seen:
        return
    seen.add(source)
    case = verdict(source)
    if case:
        cases.append(case)


for source in HAND:
    add(source)
while len(cases) < 450:
    source = repr(value())
    add(source)
    if random.random() < 0.5 and source:
        at = random.randrange(len(source))
        add(random.choice([source[:at] + source[at + 1:], source[:at] + random.choice("'\"\\,[]{}1a ") + source[at:], source[:at]]))
print(json.dumps(cases, ensure_ascii=True))
