import assert from "node:assert/strict";
import type { Location } from "../../../../src/core/source";
import { python } from "../../../../src/core/source/python/language";
import { sequence } from "../../../support/bot-text";
import { Oracle } from "../../../support/oracle";

type Effects = Record<string, Record<string, number>> | null;
type Random = () => number;

const NAMES = ["X", "Y"];
const SCOPES = ["", "C", "C.D", "E"];

/** Writes random programs that assign in every way that there is; few of them raise. */
class ProgramWriter {
  readonly #random: Random;
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  program(): string {
    return `${this.#block(0, 6, "").join("\n")}\n`;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }

  #block(depth: number, most: number, indent: string): string[] {
    const lines: string[] = [];
    const count = 1 + Math.floor(this.#random() * most);
    for (let i = 0; i < count; i++) lines.push(...this.#statement(depth, indent));
    return lines;
  }

  #statement(depth: number, indent: string): string[] {
    const compound = depth < 3 && this.#random() < 0.45;
    return compound ? this.#compound(depth, indent) : [indent + this.#simple()];
  }

  #simple(): string {
    const name = this.#pick(NAMES);
    const value = ++this.#count;
    return this.#pick([
      `${name} = ${value}`,
      `${name}: int = ${value}`,
      `X = Y = ${value}`,
      `X, Y = ${value}, ${value}0`,
      `${name} = ${value}; ${name} = ${value}00`,
      `(${name}) = (${value})`,
      `${name} = ${value}; del ${name}`,
      `${name} = 1; ${name} += ${value}`,
      `${this.#pick(["C", "C.D", "E"])}.${name} = ${value}`,
      `import os as ${name}`,
      `(${name} := ${value})`,
      `if (${name} := ${value}) > 0: pass`,
      `1 + (${name} := ${value})`,
      `${value % 2} and (${name} := ${value})`,
      `(${name} := ${value}) if ${value % 2} else 0`,
      `1 < ${value % 3} < (${name} := ${value})`,
      `if ${value % 2}: ${name} = ${value}`,
      `def ${name}(): pass`,
      `class ${name}: pass`,
      `${name}: int`,
      "pass",
    ]);
  }

  #compound(depth: number, indent: string): string[] {
    const inner = () => this.#block(depth + 1, 3, `${indent}    `);
    const truth = this.#random() < 0.5 ? 1 : 0;
    const kinds: (() => string[])[] = [
      () => [`${indent}if ${truth}:`, ...inner(), `${indent}else:`, ...inner()],
      () => [`${indent}if ${truth}:`, ...inner()],
      () => [`${indent}for ${this.#pick(["i", "X"])} in range(${truth}):`, ...inner()],
      () => [`${indent}while ${truth}:`, ...inner(), `${indent}    break`],
      () => [
        `${indent}try:`,
        ...inner(),
        `${indent}    1 / ${truth}`,
        `${indent}except ZeroDivisionError:`,
        ...inner(),
      ],
      () => [`${indent}try:`, ...inner(), `${indent}finally:`, ...inner()],
      () => [`${indent}match ${truth}:`, `${indent}    case 1:`, ...inner().map((line) => `    ${line}`)],
      () => [`${indent}class ${this.#pick(["C", "D", "E"])}:`, ...inner()],
      () => [`${indent}class C:`, ...inner(), `${indent}    class D:`, ...inner().map((line) => `    ${line}`)],
      () => [`${indent}def f():`, `${indent}    global X`, ...inner()],
    ];
    return this.#pick(kinds)();
  }
}

/** What is wrong with `location` where a run has left `value`; undefined where nothing is. */
function contradiction(location: Location, value: number | undefined): string | undefined {
  switch (location.status) {
    case "found":
      // The only assignment there is may not have been run: that it says itself.
      if (value === undefined && location.assignment.conditional) return undefined;
      return location.value.value === value ? undefined : `found ${location.value.text}, left ${value}`;
    case "missing":
      return value === undefined ? undefined : `missing, left ${value}`;
    case "ambiguous":
      return undefined;
    default:
      return location.status;
  }
}

describe("the effective assignment against a run by CPython", function () {
  this.timeout(60_000);
  let oracle: Oracle<{ text: string }, Effects>;
  before(() => {
    oracle = new Oracle("effects.py");
  });
  after(() => oracle.close());

  it("is the one that the run leaves, or said to be uncertain", async () => {
    const writer = new ProgramWriter(sequence(11));
    const counts = { found: 0, missing: 0, ambiguous: 0, derived: 0, invalid: 0, broken: 0 };
    for (let round = 0; round < 5000; round++) {
      const text = writer.program();
      const effects = await oracle.ask({ text });
      if (!effects) continue;
      const source = python.read(text);
      assert.deepEqual(source.problems, [], text);
      for (const scope of SCOPES) {
        for (const name of NAMES) {
          const location = source.locate(scope, name);
          counts[location.status]++;
          const wrong = contradiction(location, effects[scope]?.[name]);
          assert.ok(wrong === undefined, `${scope} ${name}: ${wrong}\n${text}`);
        }
      }
    }
    assert.ok(counts.found > 1000 && counts.ambiguous > 100 && counts.missing > 100, JSON.stringify(counts));
  });
});
