// What a command line may say: every command against the options of every other, and what people mistype.
import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { checkLeadingOptions, readArguments, readCommandLine } from "../../../src/cli/command-line/arguments";
import {
  acceptedOptions,
  type CommandDeclaration,
  globalOptions,
  type OptionDeclaration,
} from "../../../src/cli/command-line/declaration";
import { commands, loadCommands } from "../../../src/cli/commands";
import type { Usage } from "../../../src/core/problem";
import { UserError } from "../../../src/core/problem";
import { describe as sentence } from "../../../src/messages/problems";

const declaration = {
  name: "try",
  summary: "a command for tests",
  operands: {
    tag: { arity: "required", description: "" },
    shell: { arity: "optional", description: "", choices: ["bash", "zsh"] },
  },
  options: {
    "whole-file": { type: "flag", description: "", excludes: ["phase"] },
    phase: { type: "text", value: "N", description: "" },
    row: { type: "count", value: "N", description: "" },
    kind: { type: "text", value: "KIND", description: "", choices: ["markdown", "trials"] },
    from: { type: "text", value: "WHAT", default: "v4", description: "" },
    answer: { type: "pairs", value: "ID=TEXT", description: "" },
    reason: { type: "text", value: "TEXT", description: "", needs: "whole-file" },
  },
  globals: ["plan", "cwd", "json", "yes"],
  examples: [],
} as const satisfies CommandDeclaration;

function refusal(run: () => unknown): Usage {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    const [first] = error.problems;
    assert.equal(first?.code, "usage");
    assert.ok(!/undefined|\{\d\}/.test(sentence(first)), sentence(first));
    return first.data;
  }
  return assert.fail("nothing was refused");
}

const refused = (...args: string[]) => refusal(() => readArguments(declaration, args));

describe("the arguments of a command", () => {
  it("become typed values, an option's name in camel case", () => {
    const line = ["--whole-file", "0001", "--row", "3", "--answer", "a=1=2", "--answer=b=", "--reason=--yes", "--json"];
    const { options, operands } = readArguments(declaration, line);
    assert.deepEqual(operands, { tag: "0001", shell: undefined });
    assert.deepEqual(options, {
      wholeFile: true,
      phase: undefined,
      row: 3,
      kind: undefined,
      from: "v4",
      answer: { a: "1=2", b: "" },
      reason: "--yes",
      plan: undefined,
      cwd: undefined,
      json: true,
      yes: false,
      help: false,
    });
  });

  it("after -- are operands, whatever they look like", () => {
    assert.deepEqual(readArguments(declaration, ["--", "--yes"]).operands, { tag: "--yes", shell: undefined });
    assert.equal(readArguments(declaration, ["--", "--yes"]).options.yes, false);
    assert.equal(refused("a", "bash", "--", "--yes").reason, "operands-too-many");
  });

  it("may be a single dash, and a flag twice", () => {
    assert.equal(readArguments(declaration, ["-", "--yes", "--yes"]).operands.tag, "-");
    assert.equal(readArguments(declaration, ["a", "--phase", "-"]).options.phase, "-");
  });

  const mistakes: [what: string, args: string[], expected: Partial<Usage>][] = [
    ["an unknown option", ["a", "--force"], { reason: "option-unknown", option: "--force", suggestion: null }],
    ["a misspelt option", ["a", "--pahse", "1"], { reason: "option-unknown", suggestion: "--phase" }],
    ["an abbreviation", ["a", "--who"], { reason: "option-unknown", suggestion: "--whole-file" }],
    ["another case", ["a", "--Yes"], { reason: "option-unknown", suggestion: "--yes" }],
    ["a negation", ["a", "--no-whole-file"], { reason: "option-unknown", suggestion: null }],
    ["a short option", ["a", "-y"], { reason: "option-unknown", option: "-y" }],
    ["a group of short options", ["a", "-yes"], { reason: "option-unknown", option: "-y" }],
    ["a negative number", ["-1"], { reason: "option-unknown", option: "-1" }],
    ["a name that every object has", ["a", "--constructor"], { reason: "option-unknown" }],
    ["a name that every object has, with a value", ["a", "--__proto__=1"], { reason: "option-unknown" }],
    ["an option of nothing", ["a", "--=x"], { reason: "option-unknown" }],
    ["no value", ["a", "--phase"], { reason: "value-missing", option: "--phase", value: "N" }],
    ["an empty value", ["a", "--phase="], { reason: "value-missing" }],
    ["an empty value of its own", ["a", "--phase", ""], { reason: "value-missing" }],
    ["an option in place of a value", ["a", "--phase", "--yes"], { reason: "value-ambiguous", value: "--yes" }],
    ["a dash and a line end in place of a value", ["a", "--phase", "-\n"], { reason: "value-ambiguous" }],
    ["a terminator in place of a value", ["a", "--phase", "--", "1"], { reason: "value-ambiguous", value: "--" }],
    ["a value of a flag", ["a", "--yes=no"], { reason: "value-unexpected", value: "no" }],
    ["an empty value of a flag", ["a", "--yes="], { reason: "value-unexpected", value: "" }],
    ["an option twice", ["a", "--phase", "1", "--phase=1"], { reason: "option-repeated", option: "--phase" }],
    ["a shared option twice", ["a", "--plan", "x", "--plan", "y"], { reason: "option-repeated", option: "--plan" }],
    ["an answer twice", ["a", "--answer", "a=1", "--answer", "a=2"], { reason: "option-repeated" }],
    ["an answer to nothing", ["a", "--answer", "=1"], { reason: "value-not-pair" }],
    ["zero", ["a", "--row", "0"], { reason: "value-not-count", value: "0" }],
    ["a fraction", ["a", "--row", "1.5"], { reason: "value-not-count" }],
    ["another choice", ["a", "--kind", "mardown"], { reason: "value-not-choice", suggestion: "markdown" }],
    ["another operand than those", ["a", "fish"], { reason: "value-not-choice", of: "SHELL" }],
    ["no operand", [], { reason: "operand-missing", operand: "TAG" }],
    ["an empty operand", [""], { reason: "operand-empty", operand: "TAG" }],
    ["too many operands", ["a", "bash", "c", "d"], { reason: "operands-too-many", operands: ["c", "d"] }],
    ["two that exclude each other", ["a", "--phase", "1", "--whole-file"], { reason: "options-exclusive" }],
    ["one that needs another", ["a", "--reason", "x"], { reason: "option-needs", needs: "--whole-file" }],
  ];
  for (const [what, args, expected] of mistakes) {
    it(`are refused: ${what}`, () => {
      const usage = refused(...args);
      assert.deepEqual({ ...usage, ...expected }, usage);
    });
  }
});

describe("the command's name", () => {
  it("may stand after the options that all commands share", () => {
    const line = readCommandLine(["--cwd", "check", "--json", "apply", "1", "--yes"]);
    assert.deepEqual([line.name, line.json, line.args], ["apply", true, ["--cwd", "check", "--json", "1", "--yes"]]);
    assert.equal(readCommandLine(["--", "apply", "1"]).name, "apply");
    assert.equal(readCommandLine(["--cwd"]).name, undefined);
  });

  it("tells --version before it from --version after it", () => {
    assert.equal(readCommandLine(["--version", "check"]).version, true);
    assert.equal(readCommandLine(["check", "--version"]).version, false);
  });

  it("stands before a command's own options", () => {
    const usage = refusal(() => checkLeadingOptions(["--phase", "3", "rollback"]));
    assert.deepEqual([usage.reason, "command" in usage && usage.command], ["option-unknown", null]);
    checkLeadingOptions(["--plan", "x", "--yes", "rollback", "--phase", "3"]);
  });
});

describe("the registry", () => {
  let all: readonly CommandDeclaration[];
  before(async () => {
    all = await loadCommands();
  });

  it("holds every command under its own name", () => {
    assert.deepEqual(
      all.map(({ name }) => name),
      Object.keys(commands),
    );
  });

  it("refuses every option of another command", () => {
    const options = new Map<string, OptionDeclaration>(Object.entries(globalOptions));
    for (const command of all) for (const entry of Object.entries(command.options)) options.set(...entry);
    let refusals = 0;
    for (const command of all) {
      const accepted = acceptedOptions(command);
      for (const [name, { type }] of options) {
        if (Object.hasOwn(accepted, name)) continue;
        for (const args of type === "flag" ? [[`--${name}`]] : [[`--${name}`, "1"], [`--${name}=1`]]) {
          const usage = refusal(() => readArguments(command, ["x", ...args]));
          assert.deepEqual([usage.reason, "option" in usage && usage.option], ["option-unknown", `--${name}`]);
          refusals++;
        }
      }
    }
    assert.ok(refusals > 200, String(refusals));
  });

  it("lets no command's own option hide one that is shared", () => {
    for (const { name, options } of all) {
      for (const option of Object.keys(options)) assert.ok(!(option in globalOptions), `${name} --${option}`);
    }
  });

  it("names only options and operands that there are, each as it can be typed", () => {
    for (const command of all) {
      const names = [...Object.keys(acceptedOptions(command)), ...Object.keys(command.operands)];
      assert.equal(new Set(names).size, names.length, command.name);
      for (const [name, { excludes = [], needs }] of Object.entries(acceptedOptions(command))) {
        assert.match(name, /^[a-z]+(-[a-z]+)*$/);
        for (const other of [...excludes, ...(needs === undefined ? [] : [needs])]) {
          assert.ok(names.includes(other), `${command.name} --${name}: ${other}`);
        }
      }
      const arities = Object.values(command.operands).map(({ arity }) => arity);
      const order = ["required", "optional", "many"];
      assert.deepEqual(
        arities,
        arities.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
      );
      // Which of the two is meant by what follows could not be told.
      assert.ok(!(arities.includes("optional") && arities.includes("many")), command.name);
    }
  });

  it("has an example of each command", () => {
    for (const { name, examples } of all) {
      assert.ok(examples.length > 0, name);
      for (const { line } of examples) assert.match(line, new RegExp(`^phasegate .*\\b${name}\\b`));
    }
  });
});
