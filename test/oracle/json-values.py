"""Answers, for each line {"text"}, what CPython's json module reads in the text, or {"refused": true}.

Each value is a list of its kind and what it holds: ["number", repr], ["record", [[name, value], ...]].
"""
import json
import sys


def tagged(value):
    if value is None or isinstance(value, (bool, str)):
        return [type(value).__name__, value]
    if isinstance(value, int) and abs(value) > 2**53 - 1:
        return ["str", str(value)]
    if isinstance(value, (int, float)):
        return ["number", repr(float(value) + 0.0)]
    if isinstance(value, list):
        return ["list", [tagged(element) for element in value]]
    return ["record", [[name, tagged(member)] for name, member in value.items()]]


for line in sys.stdin:
    try:
        print(json.dumps({"value": tagged(json.loads(json.loads(line)["text"]))}), flush=True)
    except ValueError:
        print(json.dumps({"refused": True}), flush=True)
