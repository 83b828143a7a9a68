import assert from "node:assert/strict";
import { python } from "../../../../src/core/source/python/language";

/** Syntax that the python3 at hand may not know yet, and cases that no library of its own has: `name=kind text`. */
const SOUND: readonly (readonly [text: string, assignments: readonly string[]])[] = [
  ['X = f"{a["b"]}"\nY = 1\n', ['X=expression f"{a["b"]}"', "Y=number 1"]],
  ['X = f"{f"{f"{1}"}"}"\nY = 1\n', ['X=expression f"{f"{f"{1}"}"}"', "Y=number 1"]],
  ["X = f'{\n1 # }\n}'\nY = 1\n", ["X=expression f'{\n1 # }\n}'", "Y=number 1"]],
  ["X = f'{x!r:>{w}.{p}}' 'a'\n", ["X=expression f'{x!r:>{w}.{p}}' 'a'"]],
  ["X = f'\\N{BULLET}{1:\\}}'\n", ["X=expression f'\\N{BULLET}{1:\\}}'"]],
  ["X = rf'\\{a}'; Y = t'{b}'\n", ["X=expression rf'\\{a}'", "Y=expression t'{b}'"]],
  ["type A[T: (int, str), *Ts, **P] = dict[str, T]\nX = 1\n", ["X=number 1"]],
  ["type = 1\nmatch = 2\ncase = 3\n", ["type=number 1", "match=number 2", "case=number 3"]],
  ["class C[T: int = str](B):\n    X = 1\n", ["C.X=number 1"]],
  ["def f[T](x: T = 1) -> T: y = 2\nX = 1\n", ["X=number 1"]],
  ["def f(a=lambda: 1): X = 2\nY = 1\n", ["Y=number 1"]],
  ["match x:\n    case {'k': 1 | 2} if y: X = 1\n    case [*_]:\n        X = 2\n", ["X=number 1", "X=number 2"]],
  ["try:\n    X = 1\nexcept* (A, B) as e:\n    X = 2\n", ["X=number 1", "X=number 2"]],
  ["with (open(a) as b, c as d,):\n    X = 1\n", ["X=number 1"]],
  ["(X): int = 1\n", ["X=number 1"]],
  ["X = 1if a else 2; Y = 0xfor 1\n", ["X=expression 1if a else 2", "Y=expression 0xfor 1"]],
  ["X = 20.; Y = .5; Z = 1.e8\n", ["X=number 20.", "Y=number .5", "Z=number 1.e8"]],
  ["X = (  # c\n  1,  # d\n)\n", ["X=tuple (  # c\n  1,  # d\n)"]],
  ["X = \\\n  1\rY = 2\r\n\f\nZ = 3", ["X=number 1", "Y=number 2", "Z=number 3"]],
  ["class C:\n\tX = 1\n        # odd\n\n\tY = 2\nZ = 3\n", ["C.X=number 1", "C.Y=number 2", "Z=number 3"]],
  ["\ufeffX = '😀'; é = 1\n", ["X=string '😀'", "é=number 1"]],
  ["ﬁ = 1\n", ["fi=number 1"]],
  ["X = (y := 5)\n", ["y=number 5", "X=expression y := 5"]],
  ["if (X := -5) > 0 or (Y := 1): pass\n", ["X=negative -5"]],
  ["[X := i for i in (1, 2)]; (Y := 1) if a else 2; lambda: (Z := 3)\n", []],
];

const BROKEN: readonly (readonly [text: string, code: string, at: string])[] = [
  ["X = \n", "value-missing", ""],
  ["X = 1 +\n", "value-missing", ""],
  ["X = 0.5 0.6\n", "expression-malformed", "0.6"],
  ["X = 012\n", "number-malformed", "012"],
  ["X = 1__0\n", "number-malformed", "1__0"],
  ["X = 'a\nY = 1\n", "string-unterminated", "'a"],
  ['X = """a\n', "string-unterminated", '"""a'],
  ["X = f'{a'\n", "string-unterminated", "'{a'"],
  ["X = (1\n", "bracket-unclosed", "("],
  ["X = (1\ndef f():\n    pass\n", "bracket-unclosed", "("],
  ["X = 1)\n", "bracket-unmatched", ")"],
  ["X = [1)\n", "bracket-unmatched", ")"],
  ["X = 5 $\n", "character-unexpected", "$"],
  ["X = “a”\n", "character-unexpected", "“a”"],
  ["X = 1\\ \n", "character-unexpected", "\\"],
  ["  X = 1\n", "indentation", "X = 1"],
  ["if a:\n    X = 1\n  Y = 2\n", "indentation", "Y = 2"],
  ["if a:\n\tX = 1\n        Y = 2\n", "indentation", "Y = 2"],
  ["if a:\nX = 1\n", "block-missing", "X = 1"],
  ["class C:\n", "block-missing", ""],
  ["class\n", "statement-malformed", ""],
  ["f() = 1\n", "statement-malformed", "f()"],
  ["X = {1: 2, 3}\n", "expression-malformed", "{1: 2, 3}"],
  ["X = 1 if 2\n", "expression-malformed", "1 if 2"],
];

describe("the syntax of Python", () => {
  for (const [text, expected] of SOUND) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const source = python.read(text);
      assert.deepEqual(source.problems, []);
      const found = source.assignments.map(({ scope, name, value }) => {
        assert.equal(text.slice(value.range.start, value.range.end), value.text);
        return `${scope === "" ? "" : `${scope}.`}${name}=${value.kind} ${value.text}`;
      });
      assert.deepEqual(found, expected);
    });
  }

  for (const [text, code, at] of BROKEN) {
    it(`finds ${code} in ${JSON.stringify(text)}`, () => {
      const [problem] = python.read(text).problems;
      assert.ok(problem);
      assert.deepEqual([problem.code, text.slice(problem.range.start, problem.range.end)], [code, at]);
    });
  }

  it("takes any depth of brackets without failing", () => {
    for (const deep of ["(", "[", "{1:", "f(", "-", "not ", "lambda:", "f'{", "f'{a:{", "X[", "await "]) {
      const source = python.read(`A = 1\nX = ${deep.repeat(20_000)}\n`);
      assert.ok(source.problems.length > 0);
      assert.equal(source.assignments[0]?.name, "A");
    }
  }).timeout(20_000);
});
