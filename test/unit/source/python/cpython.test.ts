import assert from "node:assert/strict";
import type { Json } from "../../../../src/core/json";
import type { Source, SourceValue } from "../../../../src/core/source";
import { python } from "../../../../src/core/source/python/language";
import { applyEdits, type TextEdit } from "../../../../src/core/text";
import { disagreement } from "../../../support/agreement";
import { sequence } from "../../../support/bot-text";
import { Oracle, type OracleAssignment, type OracleValue, runPython } from "../../../support/oracle";

/** All of the standard library, its own tests included; or what stands in the folder PHASEGATE_PYTHON. */
function pythonFiles(): string[] {
  return runPython(`
import os, pathlib, sysconfig
own = os.environ.get("PHASEGATE_PYTHON")
for path in sorted(pathlib.Path(own or sysconfig.get_path("stdlib")).rglob("*.py")):
    if own or not {"site-packages", "dist-packages"}.intersection(path.parts): print(path)
`)
    .split("\n")
    .filter(Boolean);
}

type Random = () => number;

/** An edit and the value that it writes. */
interface Replacement extends TextEdit {
  readonly value: Json;
}

/** Up to thirty literals of the source, each with another value, by their starts. */
function replacements(source: Source, random: Random): Map<number, Replacement> {
  const found = new Map<number, Replacement>();
  for (const leaf of source.assignments.flatMap(({ value }) => leaves(value))) {
    if (found.size >= 30 || random() < 0.3) continue;
    const value = otherValue(leaf, random);
    found.set(leaf.range.start, { range: leaf.range, newText: python.write(value, leaf), value });
  }
  return found;
}

/** The literals in `value` that can be replaced one by one. */
function leaves(value: SourceValue): SourceValue[] {
  if (value.elements.length > 0) return value.elements.flatMap((part) => leaves(part.value));
  const isContainer = value.kind === "tuple" || value.kind === "list" || value.kind === "dict";
  return value.type !== undefined && value.value !== undefined && !isContainer ? [value] : [];
}

const STRINGS = ["it's", 'say "no"', "back\\slash\n", "😀 é\u0000\u2028", "", "{x} %s"];

function otherValue(value: SourceValue, random: Random): Json {
  const size = random() * 24 - 12;
  switch (value.type) {
    case "int":
      return Math.floor((random() - 0.5) * 10 ** Math.abs(size));
    case "float":
      return Number(((random() - 0.5) * 10 ** size).toPrecision(1 + Math.floor(random() * 15)));
    case "str":
      return STRINGS[Math.floor(random() * STRINGS.length)] as string;
    case "bool":
      return value.value !== true;
    default:
      return null;
  }
}

function oracleLeaves(assignments: readonly OracleAssignment[]): OracleValue[] {
  const inside = (value: OracleValue): OracleValue[] =>
    value.elements ? value.elements.flatMap(([, part]) => inside(part)) : [value];
  return assignments.flatMap(({ value }) => inside(value));
}

/** Whether CPython finds the new values in the edited text, and everything else as it was. */
function checkEdited(
  text: string,
  was: readonly OracleAssignment[],
  edits: ReadonlyMap<number, Replacement>,
  edited: string,
  is: readonly OracleAssignment[],
): void {
  const after = oracleLeaves(is);
  for (const [at, old] of oracleLeaves(was).entries()) {
    const edit = edits.get(old.range[0]);
    const { value, type, range } = after[at] as OracleValue;
    assert.deepEqual({ value, type }, { value: edit ? edit.value : old.value, type: old.type }, edit?.newText);
    assert.equal(edited.slice(...range), edit ? edit.newText : text.slice(...old.range));
  }
  assert.equal(after.length, oracleLeaves(was).length);
}

/** What the figures of a closing note are taken from. */
function report(line: string): void {
  process.stdout.write(`      ${line}\n`);
}

describe("the scanner against CPython, over its standard library", function () {
  this.timeout(600_000);
  const known = new Map<string, { text: string; assignments: readonly OracleAssignment[] }>();
  let oracle: Oracle;
  before(() => {
    oracle = new Oracle("assignments.py");
  });
  after(() => oracle.close());

  it("agrees on every assignment: scope, name, kind, value and range", async () => {
    const wrong: string[] = [];
    for (const file of pythonFiles()) {
      const { text, assignments } = await oracle.ask({ file });
      // What CPython refuses is read as well: it must not throw.
      if (text === undefined || !assignments) python.read(text ?? "");
      else {
        known.set(file, { text, assignments });
        const different = disagreement(python.read(text), assignments);
        if (different !== undefined) wrong.push(`${file}: ${different}`);
      }
    }
    const count = [...known.values()].reduce((sum, { assignments }) => sum + assignments.length, 0);
    report(`${known.size - wrong.length} of ${known.size} files agree; they hold ${count} assignments`);
    assert.deepEqual(wrong, []);
    assert.ok(known.size > 500, `only ${known.size} files`);
  });

  it("finds exactly the replaced literals changed, and every other byte as it was", async () => {
    const random = sequence(7);
    let count = 0;
    for (const [file, { text, assignments }] of known) {
      const edits = random() < 0.5 ? replacements(python.read(text), random) : new Map<number, Replacement>();
      if (edits.size === 0) continue;
      const edited = applyEdits(text, [...edits.values()]);
      const answer = await oracle.ask({ text: edited });
      assert.ok(answer.assignments, `${file}: ${answer.refused}`);
      checkEdited(text, assignments, edits, edited, answer.assignments);
      count += edits.size;
    }
    report(`${count} literals replaced`);
    assert.ok(count > 500, `only ${count} edits`);
  });
});
