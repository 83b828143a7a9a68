"""What running a program leaves in its module and classes.

Reads {"text": source} from standard input, one JSON line each, and answers with the integers that the names hold in the
module ("") and in each class (dotted), or null where the program raises.
"""

import json
import sys


def namespaces(names, scope):
    yield scope, {name: value for name, value in names.items() if type(value) is int}
    for name, value in names.items():
        if isinstance(value, type) and value.__module__ == "program":
            yield from namespaces(vars(value), f"{scope}.{name}" if scope else name)


def run(text):
    names = {"__name__": "program", "__builtins__": __builtins__}
    try:
        exec(compile(text, "program", "exec"), names)
    except Exception:
        return None
    return dict(namespaces(names, ""))


for line in sys.stdin:
    print(json.dumps(run(json.loads(line)["text"])), flush=True)
