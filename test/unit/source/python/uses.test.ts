import assert from "node:assert/strict";
import { python } from "../../../../src/core/source/python/language";
import { isDead } from "../../../support/meaning";

const BOT = `STOP = 1
class Config:
    STOP_LOSS = 0.01
    TAKE_PROFIT = 0.02
    EXIT = 0.7
    HALF = EXIT / 2
    UNUSED = 1
    TWICE = UNUSED * 2
    GAP = 3
    ALONE = 5

class Other:
    EXIT = 1
    def size(self):
        return self.EXIT  # of Other

class Bot:
    def __init__(self, config):
        self.config = config
        self.gap = getattr(config, "GAP")

    def step(self, STOP, EXIT=None):
        logger.info(f"stop {Config.STOP_LOSS:.2%} {STOP}")
        print("take", round(self.config.TAKE_PROFIT, 3), "EXIT")  # EXIT
        if self.config.EXIT > 0.5 and EXIT:
            self.run(EXIT=Config.EXIT)
        return [EXIT for EXIT in range(3)]

    def other(self):
        return STOP + Other.EXIT

def local():
    STOP = 2
    return STOP

def changed():
    global STOP
    STOP = 3
    return STOP
`;

/** The lines of the uses, with their kinds. */
function uses(scope: string, name: string): string[] {
  return python
    .read(BOT)
    .usesOf(scope, name)
    .map(({ range, kind }) => {
      assert.equal(BOT.slice(range.start, range.end).replaceAll('"', ""), name);
      return `${BOT.slice(0, range.start).split("\n").length} ${kind}`;
    });
}

function lineOf(part: string): number {
  return BOT.slice(0, BOT.indexOf(part)).split("\n").length;
}

describe("the uses of a parameter", () => {
  const source = python.read(BOT);

  it("are those of its own name, not of others' or of text", () => {
    assert.deepEqual(uses("Config", "EXIT"), [
      `${lineOf("HALF = EXIT")} read`,
      `${lineOf("if self.config.EXIT")} read`,
      `${lineOf("self.run(EXIT")} read`,
    ]);
    assert.deepEqual(uses("Other", "EXIT").slice(-1), [`${lineOf("return STOP + Other")} read`]);
  });

  it("leave out a function's own variables and parameters", () => {
    assert.deepEqual(uses("", "STOP"), [
      `${lineOf("return STOP + Other")} read`,
      `${BOT.slice(0, BOT.lastIndexOf("return STOP")).split("\n").length} read`,
    ]);
  });

  it("count what getattr is given by name", () => {
    assert.deepEqual(uses("Config", "GAP"), [`${lineOf("getattr")} read`]);
  });

  it("tell messages apart, and what only they read is dead", () => {
    assert.deepEqual(uses("Config", "STOP_LOSS"), [`${lineOf("stop {")} log`]);
    assert.deepEqual(uses("Config", "TAKE_PROFIT"), [`${lineOf('"take"')} log`]);
    assert.ok(isDead(source, "Config", "STOP_LOSS"));
    assert.ok(isDead(source, "Config", "TAKE_PROFIT"));
    assert.ok(isDead(source, "Config", "ALONE"));
    assert.ok(!isDead(source, "Config", "EXIT"));
    assert.ok(!isDead(source, "Config", "GAP"));
  });

  it("see through a derived value that is dead itself", () => {
    assert.ok(isDead(source, "Config", "UNUSED"));
  });

  it("see through all names that are given one derived value", () => {
    for (const name of ["A", "B", "c"]) {
      const text = "X = 1\nA = B = X + 1\n(a, b) = c = X, X\nprint(1)\n";
      assert.ok(isDead(python.read(text), "", "X"));
      assert.ok(!isDead(python.read(`${text}trade(${name})\n`), "", "X"), name);
    }
  });

  it("do not count setattr", () => {
    const set = python.read('class C:\n    X = 1\nsetattr(C, "X", 2)\n');
    assert.ok(isDead(set, "C", "X"));
  });

  it("call nothing dead where the program goes over all names", () => {
    const whole = python.read(`${BOT}\nfor name, value in vars(Config).items():\n    apply(name, value)\n`);
    assert.ok(!isDead(whole, "Config", "ALONE"));
    const deep = python.read(`${BOT}\nlog(bot().config.__dict__)\n`);
    assert.ok(!isDead(deep, "Config", "ALONE"));
  });
});
