"""What CPython's own parser says about the assignments of Python files.

Reads requests from standard input, one JSON line each: {"file": name} or {"text": source}. Answers each at once with one
JSON line: the text and its assignments in module and class scope, with offsets in UTF-16 code units; or why CPython
refuses it.
"""

import ast
import json
import math
import re
import sys
import tokenize
import warnings

LINE = re.compile("\r\n|\r|\n")
SAFE = 2**53 - 1


class Places:
    """Turns CPython's places (line, column in UTF-8 bytes) into offsets of UTF-16 code units."""

    def __init__(self, text):
        self.lines = []
        self.starts = []
        start = units = 0
        for match in [*LINE.finditer(text), None]:
            end = match.end() if match else len(text)
            line = text[start:end]
            self.lines.append(line)
            self.starts.append(units)
            units += width(line)
            start = end

    def offset(self, line, column):
        text = self.lines[line - 1]
        before = text[:column] if text.isascii() else text.encode()[:column].decode()
        return self.starts[line - 1] + width(before)

    def range(self, node):
        return [self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)]


def width(text):
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def kind(node):
    match node:
        case ast.Constant(value=bool()):
            return "bool"
        case ast.Constant(value=None):
            return "none"
        case ast.Constant(value=int() | float() | complex()):
            return "number"
        case ast.Constant(value=str() | bytes()):
            return "string"
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=value)) if type(value) in (int, float, complex):
            return "negative"
        case ast.Tuple() | ast.List() | ast.Dict() | ast.Call() | ast.Name():
            return type(node).__name__.lower()
    return "expression"


NOTHING = object()


def value(node):
    """The value where JSON and a double can hold it."""
    try:
        result = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return NOTHING
    return result if holds(node, result) else NOTHING


def holds(node, result):
    if isinstance(node, ast.UnaryOp):
        return kind(node) == "negative" and holds(node.operand, -result)
    if isinstance(node, (ast.BinOp, ast.Set, ast.Call)):
        return False
    if isinstance(result, str):
        return not any(0xD800 <= ord(character) <= 0xDFFF for character in result)
    if result is None or isinstance(result, bool):
        return True
    if isinstance(result, int):
        return abs(result) <= SAFE
    if isinstance(result, float):
        return math.isfinite(result)
    if isinstance(result, (list, tuple)):
        return all(holds(part, item) for part, item in zip(node.elts, result))
    if isinstance(result, dict):
        keys = all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in node.keys)
        return keys and all(value(part) is not NOTHING for part in node.values)
    return False


def describe(node, places):
    result = {"kind": kind(node), "range": places.range(node)}
    found = value(node)
    if found is not NOTHING:
        result["value"] = found
    if result["kind"] in ("number", "string", "negative"):
        constant = node.operand if result["kind"] == "negative" else node
        result["type"] = type(constant.value).__name__
    parts = elements(node)
    if parts:
        result["elements"] = [[step, describe(part, places)] for step, part in parts]
    return result


def elements(node):
    if isinstance(node, (ast.Tuple, ast.List)):
        return numbered(node.elts)
    if isinstance(node, ast.Dict):
        return [(key_step(key), part) for key, part in zip(node.keys, node.values)]
    if isinstance(node, ast.Call):
        named = [(word.arg, word.value) for word in node.keywords]
        return in_order([*numbered(node.args), *named])
    return []


def in_order(parts):
    return sorted(parts, key=lambda part: (part[1].lineno, part[1].col_offset))


def numbered(parts):
    """Places count up to the first starred part; a starred part is described without its star."""
    known = True
    result = []
    for place, part in enumerate(parts):
        starred = isinstance(part, ast.Starred)
        known = known and not starred
        result.append((place if known else None, part.value if starred else part))
    return result


def key_step(key):
    found = NOTHING if key is None else value(key)
    return None if found is NOTHING or isinstance(found, (list, tuple, dict)) or found is None else found


def pairs(target, node):
    """The names that an assignment gives values to, each with its own part of the value, or None for a part unknown."""
    if isinstance(target, ast.Name):
        yield target, node
    elif isinstance(target, (ast.Tuple, ast.List)):
        parts = None
        if not any(isinstance(part, ast.Starred) for part in target.elts) and isinstance(node, (ast.Tuple, ast.List)):
            same = len(node.elts) == len(target.elts) and not any(isinstance(part, ast.Starred) for part in node.elts)
            parts = node.elts if same else None
        for place, part in enumerate(target.elts):
            part = part.value if isinstance(part, ast.Starred) else part
            yield from pairs(part, parts[place] if parts else Opaque(node))


class Opaque:
    """A value of which a target takes some part."""

    def __init__(self, node):
        self.node = node.node if isinstance(node, Opaque) else node


def walk(body, scope, conditional):
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from walk(node.body, f"{scope}.{node.name}" if scope else node.name, conditional)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                for name, part in pairs(target, node.value):
                    yield scope, name, part, False, conditional
        elif isinstance(node, ast.AnnAssign) and node.value and isinstance(node.target, ast.Name):
            yield scope, node.target, node.value, True, conditional
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for field in ("body", "handlers", "orelse", "finalbody", "cases"):
                for part in getattr(node, field, []):
                    inner = part.body if isinstance(part, (ast.ExceptHandler, ast.match_case)) else [part]
                    yield from walk(inner, scope, True)


def assignments(text):
    places = Places(text)
    rows = []
    for scope, name, node, annotated, conditional in walk(ast.parse(text).body, "", False):
        row = {"scope": scope, "name": name.id, "nameRange": places.range(name), "annotated": annotated}
        row["conditional"] = conditional
        if isinstance(node, Opaque):
            row["value"] = {"kind": "expression", "range": places.range(node.node)}
        else:
            row["value"] = describe(node, places)
        rows.append(row)
    return rows


def read(name):
    with open(name, "rb") as file:
        encoding, _ = tokenize.detect_encoding(file.readline)
        file.seek(0)
        return file.read().decode(encoding)


def answer(request):
    result = {}
    try:
        result["text"] = request["text"] if "text" in request else read(request["file"])
        result["assignments"] = assignments(result["text"])
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        result["refused"] = f"{type(error).__name__}: {error}"
    return result


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10000)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


main()
