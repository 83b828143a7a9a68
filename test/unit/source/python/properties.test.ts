import assert from "node:assert/strict";
import fc from "fast-check";
import type { Json } from "../../../../src/core/json";
import { inspect, type SourceValue } from "../../../../src/core/source";
import { python } from "../../../../src/core/source/python/language";
import { applyEdits, type TextEdit } from "../../../../src/core/text";
import { invertEdits } from "../../../support/invert-edits";
import { isDead } from "../../../support/meaning";

/** Pieces of Python in any order: far more of what a scanner has to do with than random characters are. */
const soup = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(..."()[]{}'\"\\#:;,.=+-*/@!$?\n\r\t\f \u0000\ufeff😀é") },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          ...'""" f" rb\' f""" {x!r:>{w}} class  def  if  else: for  in  lambda  match x: case  type  global X del  import  from  with  as  not  yield  async  await  X = Config. X["a"] \n     \r\n 0x 1_0 .5 1e 1. \\N{ \\\n := == += -> ** '.split(
            " ",
          ),
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

const anyText = fc.oneof(soup, fc.string({ unit: "binary", maxLength: 200 }));

function editsOf(text: string): fc.Arbitrary<TextEdit[]> {
  const place = fc.nat({ max: text.length });
  return fc.array(place, { maxLength: 6 }).chain((places) => {
    const ends = [...new Set(places)].sort((a, b) => a - b);
    const ranges = ends.flatMap((start, at) => (at % 2 === 0 ? [{ start, end: ends[at + 1] ?? start }] : []));
    return fc.tuple(...ranges.map((range) => soup.map((newText) => ({ range, newText }))));
  });
}

function within(value: SourceValue, text: string): void {
  assert.ok(value.range.start >= 0 && value.range.start < value.range.end && value.range.end <= text.length);
  assert.equal(value.text, text.slice(value.range.start, value.range.end));
  for (const part of value.elements) within(part.value, text);
}

describe("reading anything", () => {
  it("never throws, and every range is that of its text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const source = python.read(text);
        assert.equal(source.text, text);
        for (const { value, scope, name } of source.assignments) {
          within(value, text);
          source.locate(scope, name);
          isDead(source, scope, name);
          source.derivedFrom(scope, name);
          for (const { range } of source.usesOf(scope, name)) assert.ok(range.end <= text.length);
        }
        for (const { range } of source.problems) assert.ok(range.start >= 0 && range.end <= text.length);
        inspect(source, "f.py");
      }),
      { numRuns: 5000 },
    );
  }).timeout(60_000);

  it("takes any symbol", () => {
    const source = python.read('X = {"a": (1, {2: f(3, b=4)})}\n');
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          soup.map((text) => `X${text}`),
        ),
        (symbol) => void source.locate("", symbol),
      ),
      { numRuns: 3000 },
    );
  }).timeout(60_000);
});

describe("editing anything", () => {
  const cases = anyText.chain((text) => fc.tuple(fc.constant(text), editsOf(text)));

  it("gives what a full read gives wherever that is sound, and the bytes of before once the edit is reversed", () => {
    fc.assert(
      fc.property(cases, ([text, edits]) => {
        const source = python.read(text);
        const edited = source.edited(edits);
        const full = python.read(applyEdits(text, edits));
        assert.equal(edited.text, full.text);
        if (full.problems.length === 0) assert.deepEqual(edited.assignments, full.assignments);
        assert.equal(edited.stale, full.problems.length > 0 && source.problems.length === 0);
        const back = edited.edited(invertEdits(text, edits));
        assert.equal(back.text, text);
        if (source.problems.length === 0) assert.deepEqual(back.assignments, source.assignments);
        assert.equal(back.stale, source.problems.length > 0 && full.problems.length === 0);
      }),
      { numRuns: 5000 },
    );
  }).timeout(60_000);

  it("keeps ranges inside the text while it is stale", () => {
    fc.assert(
      fc.property(editsOf("A = 1\nclass C:\n    B = [1, 2]\n"), (edits) => {
        const source = python.read("A = 1\nclass C:\n    B = [1, 2]\n").edited(edits);
        for (const { value, nameRange } of source.assignments)
          for (const { start, end } of [value.range, nameRange])
            assert.ok(0 <= start && start <= end && end <= source.text.length);
      }),
      { numRuns: 2000 },
    );
  }).timeout(60_000);
});

describe("writing literals", () => {
  const double = fc.double({ noNaN: true, noDefaultInfinity: true });
  const likes = fc.constantFrom("0.70", "1.00", "20.", ".5", "1e-4", "1.5E+03", "1_000.0", "-0.5", "3j", "X", "None");
  const integers = fc.constantFrom("4", "1_000", "0x0F", "0xff", "0b1010", "0o17", "-3", "1_0000", "X");
  const strings = fc.constantFrom("'a'", '"a"', "'''a'''", 'r"a"', '"a" "b"', "b'a'", "X");

  function written(value: Json, like: string): SourceValue {
    const [style] = python.read(`X = ${like}\n`).assignments;
    assert.ok(style);
    const text = python.write(value, style.value);
    const source = python.read(`X = ${text}\n`);
    assert.deepEqual(source.problems, [], text);
    assert.equal(source.assignments[0]?.value.text, text);
    return source.assignments[0].value;
  }

  it("gives back the number, as a float where there was one", () => {
    fc.assert(
      fc.property(double, likes, (number, like) => {
        const { value, type } = written(number, like);
        const float = /^-?[\d._]+(?:[eE].*)?$/.test(like);
        // Negative zero is a float alone.
        assert.equal(value, number === 0 && !float ? 0 : number);
        if (float) assert.equal(type, "float");
      }),
      { numRuns: 3000 },
    );
  });

  it("gives back the integer, as one", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), integers, (number, like) => {
        const { value, type } = written(number, like);
        assert.equal(value, number === 0 ? 0 : number);
        assert.equal(type, "int");
      }),
      { numRuns: 2000 },
    );
  });

  it("gives back the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), strings, (text, like) => {
        assert.equal(written(text, like).value, text);
      }),
      { numRuns: 2000 },
    );
  });

  it("gives back containers", () => {
    const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
    const containers = fc.constantFrom("(1, 2)", "[1.0, 'a']", "{'a': 0.50}", "{}", "()", "[]");
    fc.assert(
      fc.property(json, containers, (value, like) => {
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        assert.deepEqual(JSON.parse(JSON.stringify(written(plain, like).value)), plain);
      }),
      { numRuns: 1000 },
    );
  });
});
