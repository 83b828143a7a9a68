// Which name is suggested for one that is mistyped.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { nearest } from "../../../src/core/problem/nearest";

describe("the nearest name", () => {
  const names = ["check", "status", "apply", "rollback", "log", "show", "push", "fetch", "yes", "whole-file"];
  const cases: [typed: string, name: string | undefined][] = [
    ["aply", "apply"],
    ["appyl", "apply"],
    ["chekc", "check"],
    ["lgo", "log"],
    ["roll-back", "rollback"],
    ["roll", "rollback"],
    ["file", "whole-file"],
    ["STATUS", "status"],
    ["pus", "push"],
    ["constructor", undefined],
    ["no-yes", undefined],
    ["no-whole-file", undefined],
    ["x", undefined],
    ["", undefined],
  ];
  for (const [typed, name] of cases) {
    it(`of "${typed}" is ${name ?? "none"}`, () => assert.equal(nearest(typed, names), name));
  }
});
