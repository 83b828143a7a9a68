"""Answers, for each line {"path", "delimiter"}, the rows that CPython's csv module reads in the file."""
import csv
import json
import sys

for line in sys.stdin:
    request = json.loads(line)
    with open(request["path"], newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file, delimiter=request["delimiter"]))
    print(json.dumps(rows), flush=True)
