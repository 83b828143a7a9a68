import assert from "node:assert/strict";
import fc from "fast-check";
import { inspect } from "../../../../src/core/source";
import { python } from "../../../../src/core/source/python/language";
import { positionAt } from "../../../../src/core/text";
import { isDead } from "../../../support/meaning";

/** Asks all that can be asked of a text about `X`, in the module and in a class. */
function askAll(text: string): void {
  const source = python.read(text);
  for (const scope of ["", "C"]) {
    const location = source.locate(scope, "X");
    if ("others" in location) for (const { range } of location.others) positionAt(text, range.start);
    isDead(source, scope, "X");
    source.derivedFrom(scope, "X");
    source.usesOf(scope, "X");
  }
  inspect(source, "f.py");
  const middle = text.length >> 1;
  source.edited([{ range: { start: middle, end: middle }, newText: "1" }]).locate("", "X");
}

function chain(length: number): string {
  const lines = Array.from({ length }, (_, at) => `A${at + 1} = ${at === 0 ? "X" : `A${at}`} + 1`);
  return `X = 1\n${lines.join("\n")}\n`;
}

/** A field with formats in formats, in the last of which such a string stands again. */
function nestedFormats(depth: number): string {
  let text = "1";
  for (let i = 0; i < depth; i++) text = `f"${"{x:".repeat(149)}{${text}}${"}".repeat(149)}"`;
  return text;
}

const CLASS = "class C:\n    X = 1\n";

/** What stands before and after the `|` of each. */
function pairs(...texts: readonly string[]): (readonly [before: string, after: string])[] {
  return texts.map((text) => [text.slice(0, text.indexOf("|")), text.slice(text.indexOf("|") + 1)]);
}

const NESTINGS = pairs(
  ...["(|)", "[|]", "{1: |}", "{|}", "f(|)", "f(a=|)", "a[|]", "a.b(|).c", "-|", "not |", "await |", "lambda: |"],
  ...["lambda a=|: 1", "yield |", "(yield from |)", "*|", "1 if | else 1", "[a for a in |]", "(X := |)", "(|,)"],
  ...[
    "1 + |",
    'f"{|}"',
    "f'{a:{|}}'",
    "f'''{|!r:>{a}}'''",
    "print(|)",
    "setattr(C, 'X', |)",
    "async |",
    "[*|]",
    "{**|}",
  ],
);

const STATEMENTS = pairs(
  ...["X = |", "| = 1", "X: | = 1", "X += |", "del |", "for | in a: pass", "for X in |: pass", "with |: pass"],
  ...[
    "with a as |: pass",
    "match |:\n  case 1: pass",
    "match a:\n  case |: pass",
    "class C(|): X = 1",
    "def f(|): pass",
  ],
  ...["import |", "from | import X", "type X = |", "@|", "if |: X = 1", "global |", "return |", "|", "|def f(): pass"],
);

describe("hostile sources", function () {
  this.timeout(60_000);

  it("nest anything as deep as they like, and nothing throws", () => {
    for (const [open, close] of NESTINGS)
      for (const [before, after] of STATEMENTS)
        for (const depth of [190, 9000])
          assert.doesNotThrow(
            () => void python.read(`${before}${open.repeat(depth)}1${close.repeat(depth)}${after}\n`).assignments,
            `${before} ${open} ${depth}`,
          );
  });

  it("nest different things in each other, and nothing throws", () => {
    const layers = fc.array(fc.tuple(fc.constantFrom(...NESTINGS), fc.integer({ min: 1, max: 400 })), { maxLength: 8 });
    fc.assert(
      fc.property(layers, fc.constantFrom(...STATEMENTS), (nested, [before, after]) => {
        const inner = nested.reduce((text, [[open, close], n]) => open.repeat(n) + text + close.repeat(n), "X");
        askAll(`${CLASS}${before}${inner}${after}\n`);
      }),
      { numRuns: 150 },
    );
  });

  const deep: Record<string, string> = {
    "async thousands of times": `${"async ".repeat(9000)}def f(): pass\n`,
    "formats in the formats of nested strings": `Y = ${nestedFormats(30)}\n`,
    "a chain of 8,000 derived values": chain(8000),
    "blocks in blocks": Array.from({ length: 1000 }, (_, at) => `${" ".repeat(at)}class C:`).join("\n"),
  };
  for (const [what, text] of Object.entries(deep)) it(`${what}: nothing throws`, () => askAll(text));

  it("a long chain of derived values is followed to its end", () => {
    const text = chain(8000);
    const source = python.read(`${text}print(A8000)\n`);
    assert.equal(source.derivedFrom("", "X").length, 8000);
    assert.ok(isDead(source, "", "X"));
    assert.ok(!isDead(python.read(`${text}trade(A8000)\n`), "", "X"));
  });
});

/** Each of these took far longer than this while the work grew with the square of the text; now it takes a part of it. */
describe("sources that would take long", function () {
  this.timeout(120_000);
  const sources: Record<string, string> = {
    "a long word in a class": `${CLASS}    H = '${"0123456789abcdef".repeat(25_000)}'\n`,
    "a long dotted text": `${CLASS}    H = '${"ab.".repeat(130_000)}'\n`,
    "a list of one name": `X = 1\nY = [${"X, ".repeat(150_000)}]\n`,
    "a call of one name": `X = 1\nf(${"X, ".repeat(200_000)})\n`,
    "a text of one name": `X = 1\nY = '${"X ".repeat(300_000)}'\n`,
    "one attribute of itself": `${CLASS}C${".X".repeat(20_000)} = 1\n`,
    "a name patched in many branches": `${CLASS}${"if a: C.X = 1\n".repeat(20_000)}`,
    "a name assigned on many lines": `X = 1\n${"X = 1\n".repeat(40_000)}`,
    "a name of many classes": `${CLASS}${"class D:\n    X = 1\n    def f(self): return D.X\n".repeat(4000)}`,
    "a name of many functions": `X = 1\n${"def f(X):\n    return X\n".repeat(15_000)}`,
    "a chain of derived values on one line": `${chain(5000).trimEnd().replaceAll("\n", "; ")}\n`,
    "a derived value of thousands of names": `${chain(8000)}Y = [${Array.from({ length: 8000 }, (_, at) => `A${at + 1}`).join()}]\n`,
    "names by the thousand": Array.from({ length: 50_000 }, (_, at) => `A${at} = 1\n`).join(""),
    "many targets of one value": `${"a = ".repeat(1500)}[${"1, ".repeat(50)}]\n`,
    "unclosed fields": "y = f'{\n".repeat(20_000),
  };
  for (const [what, text] of Object.entries(sources)) it(what, () => askAll(text));
});
