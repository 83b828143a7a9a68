import assert from "node:assert/strict";
import type { Location } from "../../../../src/core/source";
import { python } from "../../../../src/core/source/python/language";

const BOT = `import os
from strategy import IntParameter, Field
from settings import RATE

class Config:
    """STOP_LOSS = 9 in a docstring is no assignment."""
    BASE = 0.70        # aligned
    EXIT: float = 20.
    LOOKBACK = 12
    WINDOW = LOOKBACK * 12
    SPAN = WINDOW + 1
    NAME = "a" "b"
    LOOKBACK = 500
    minimal_roi = {"40": 0.0, "20": .01, 5: 1_000}
    RANGE = (1, [2, 3])
    buy_rsi = IntParameter(10, 40, default=30)
    period: int = Field(default=14)
    fee = Decimal("0.1")
    timeout = os.getenv("TIMEOUT", "5")
    depth = settings.get("depth", 20)
    rate = RATE
    class Inner:
        ZERO = -1e-4

DEFAULT_CONFIG = {"risk": {"stop": 0.5}, **os.environ}
LIMITS = {"low": 1, "high": 2}
LIMITS["high"] = 3
COUNT = 1
COUNT += 1
GONE = 1
del GONE
try:
    import fast
    FAST = True
except ImportError:
    FAST = False
MODE = 1
if os.name == "nt":
    MODE = 2
Config.BASE = 0.65
A = B = 4
(C) = (
    # why
    5
)

def main():
    global A
    A = 6
    Config.EXIT = 3
    LIMITS["low"] = 0

class Config2(Config): EXIT = 1; RANGE = 2
`;

/** The status with what it is about, on one line. */
function brief(location: Location): string {
  const others = "others" in location ? location.others.map(({ reason }) => reason).join(" ") : "";
  const text = "value" in location ? location.value.text : "";
  return [location.status, text, others].filter((part) => part !== "").join(" | ");
}

describe("locating a symbol", () => {
  const source = python.read(BOT);
  const cases: readonly (readonly [scope: string, symbol: string, expected: string])[] = [
    ["Config", "BASE", "found | 0.65 | shadowed"],
    ["Config", "EXIT", "found | 20. | patched-in-function overridden"],
    ["Config", "LOOKBACK", "found | 500 | shadowed"],
    ["Config", "WINDOW", "derived | LOOKBACK * 12"],
    ["Config", "NAME", 'found | "a" "b"'],
    ["Config", 'minimal_roi["20"]', "found | .01"],
    ["Config", "minimal_roi['40']", "found | 0.0"],
    ["Config", "minimal_roi[5]", "found | 1_000"],
    ["Config", "minimal_roi[6]", "missing"],
    ["Config", "RANGE[1][0]", "found | 2 | overridden"],
    ["Config", "RANGE[-1][-1]", "found | 3 | overridden"],
    ["Config", "RANGE[2]", "missing | overridden"],
    ["Config", "buy_rsi(default)", "found | 30"],
    ["Config", "buy_rsi(1)", "found | 40"],
    ["Config", "buy_rsi(space)", "missing"],
    ["Config", "period(default)", "found | 14"],
    ["Config", "fee(0)", 'found | "0.1"'],
    ["Config", "timeout(1)", 'found | "5"'],
    ["Config", "depth", 'derived | settings.get("depth", 20)'],
    ["Config", "rate", "derived | RATE"],
    ["Config.Inner", "ZERO", "found | -1e-4"],
    ["Config2", "EXIT", "found | 1"],
    ["", 'DEFAULT_CONFIG["risk"]["stop"]', 'derived | {"risk": {"stop": 0.5}, **os.environ}'],
    ["", 'LIMITS["low"]', "found | 1 | element-set"],
    ["", 'LIMITS["high"]', "ambiguous | conditional element-set"],
    ["", "COUNT", "ambiguous | shadowed augmented"],
    ["", "GONE", "missing | shadowed deleted"],
    ["", "FAST", "ambiguous | conditional conditional"],
    ["", "MODE", "ambiguous | conditional conditional"],
    ["", "A", "found | 4 | global"],
    ["", "C", "found | 5"],
    ["", "os", "ambiguous | defined"],
    ["", "BASE", "missing"],
    ["Nowhere", "BASE", "missing"],
    ["", "A.B", "invalid"],
    ["", "A[", "invalid"],
    ["", "A[x]", "invalid"],
    ["", "", "invalid"],
  ];
  for (const [scope, symbol, expected] of cases) {
    it(`${scope}:${symbol} is ${expected}`, () => {
      assert.equal(brief(source.locate(scope, symbol)), expected);
    });
  }

  it("gives the range of the value alone", () => {
    const location = source.locate("", "C");
    assert.ok(location.status === "found");
    assert.equal(BOT.slice(location.value.range.start, location.value.range.end), "5");
  });

  it("says what a derived value depends on, and what a change moves", () => {
    const location = source.locate("Config", "SPAN");
    assert.ok(location.status === "derived");
    assert.deepEqual(location.dependsOn, ["WINDOW"]);
    const moved = source.derivedFrom("Config", "LOOKBACK").map(({ name }) => name);
    assert.deepEqual(moved, ["WINDOW", "SPAN"]);
    assert.deepEqual(source.derivedFrom("", "RATE")[0]?.name, "rate");
  });
});

describe("what overrules a value", () => {
  const source = python.read(`class C:
    X = 1
    Y = {"a": 1}
    Z = 1
setattr(C, "X", 3)
def f(config):
    setattr(config, "Z", 4)
    setattr(other, name, "X")
class Other:
    Y = 1
class Live(base.Mixin, C, metaclass=Meta):
    Y = 2
    def X(self): pass
class Deep(Live): Z = 0.5
class Apart(Other[C]):
    X = 7
setattr(Other, "Y", 5)
`);

  it("is setattr, and a class made from this one", () => {
    assert.equal(brief(source.locate("C", "X")), "found | 1 | patched overridden");
    assert.equal(brief(source.locate("C", "Y")), 'found | {"a": 1} | overridden');
    assert.equal(brief(source.locate("C", "Z")), "found | 1 | patched-in-function overridden");
    assert.equal(brief(source.locate("Live", "Y")), "found | 2");
    assert.equal(brief(source.locate("Other", "Y")), "found | 1 | patched");
    for (const call of ["builtins.setattr(C, 'X', 2)", 'setattr(C, r"""X""", 2)', 'type.__setattr__(C, "X", 2)'])
      assert.equal(brief(python.read(`class C: X = 1\n${call}\n`).locate("C", "X")), "found | 1 | patched", call);
  });

  it("gives the place, and the value of the class that has its own", () => {
    const location = source.locate("C", "Z");
    assert.ok(location.status === "found");
    const [patched, overridden] = location.others;
    assert.equal(patched && source.text.slice(patched.range.start, patched.range.end), '"Z"');
    assert.equal(overridden?.value?.text, "0.5");
  });
});

describe("locating in a broken text", () => {
  it("finds what does not depend on the broken place, and says so of what does", () => {
    const source = python.read("GOOD = 1\nBAD = 0.5 0.6\nclass C:\n    X = 2\n");
    assert.equal(source.problems.length, 1);
    assert.equal(brief(source.locate("", "GOOD")), "found | 1");
    assert.equal(brief(source.locate("C", "X")), "found | 2");
    assert.equal(source.locate("", "BAD").status, "broken");
  });

  it("keeps a block whose neighbour is broken", () => {
    const source = python.read("class C:\n    X = 2\n\ndef f(:\n    return (1\n\nclass D:\n    Y = 3\n");
    assert.equal(brief(source.locate("C", "X")), "found | 2");
    assert.equal(brief(source.locate("D", "Y")), "found | 3");
  });

  it("trusts nothing once a string has no end", () => {
    const source = python.read('X = 1\n"""\nX = 2\n');
    assert.equal(source.locate("", "X").status, "broken");
  });

  it("keeps the last good ranges, moved, while an edit has broken the text", () => {
    const sound = python.read("A = 1\nB = 0.5\n");
    const broken = sound.edited([{ range: { start: 0, end: 0 }, newText: '"""\n' }]);
    assert.ok(broken.stale);
    const location = broken.locate("", "B");
    assert.ok(location.status === "found");
    assert.deepEqual(location.value.range, { start: 14, end: 17 });
    assert.equal(broken.text.slice(14, 17), "0.5");
    const mended = broken.edited([{ range: { start: 0, end: 4 }, newText: "" }]);
    assert.equal(mended.stale, false);
    assert.deepEqual(mended.assignments, sound.assignments);
  });
});
