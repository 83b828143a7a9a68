import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isProtectedBranch } from "../../../src/node/git/branch";
import { chooseRemote } from "../../../src/node/git/remote";
import { refusal, type Sandbox, withSandbox } from "./sandbox";

describe("branches that VS Code's git protects", () => {
  // As micromatch and VS Code document their globs.
  const cases: [protection: unknown, matching: string[], others: string[]][] = [
    [["main"], ["main"], ["mains", "my/main", "Main"]],
    ["main", ["main"], ["other"]],
    [[" release/* "], ["release/1"], ["release/1/2", "releases/1", "release/.x"]],
    [["release/**"], ["release", "release/1", "release/1/2"], ["releases"]],
    [["**/main"], ["main", "a/b/main"], ["amain"]],
    [["{main,release/*}"], ["main", "release/1"], ["other"]],
    [["v{1..3}"], ["v1", "v3"], ["v4"]],
    [["v[0-9].x"], ["v1.x"], ["va.x"]],
    [["!dev"], ["main"], ["dev"]],
    [
      ["+(hot|bug)fix", "qa?"],
      ["hotfix", "bugfix", "qa1"],
      ["fix", "qa"],
    ],
    [["", 7, null], [], ["main", ""]],
    [undefined, [], ["main"]],
  ];
  for (const [protection, matching, others] of cases) {
    it(`${JSON.stringify(protection)} protects ${matching.join(" ") || "none"}`, () => {
      const isProtected = (branch: string) => isProtectedBranch(protection, branch);
      assert.deepEqual([...matching, ...others].filter(isProtected), matching);
    });
  }
});

describe("the remote that checkpoints go to", () => {
  let box: Sandbox;
  withSandbox((fresh) => {
    box = fresh;
  });

  it("is the one that git pushes the branch to, and they come from its upstream", async () => {
    const { git } = await box.open();
    const chosen = (name?: string) =>
      Promise.all([chooseRemote(git, "main", name, "push"), chooseRemote(git, "main", name, "fetch")]);
    for (const remote of ["fork", "origin", "up"]) box.git("remote", "add", remote, "../x");
    assert.deepEqual(await chosen(), ["origin", "origin"]);
    box.git("config", "branch.main.remote", "up");
    box.git("config", "branch.main.merge", "refs/heads/main");
    assert.deepEqual(await chosen(), ["up", "up"]);
    box.git("config", "remote.pushDefault", "fork");
    assert.deepEqual(await chosen(), ["fork", "up"]);
    box.git("config", "branch.main.pushRemote", "origin");
    assert.deepEqual(await chosen(), ["origin", "up"]);
    assert.deepEqual(await chosen("fork"), ["fork", "fork"]);
    box.git("config", "branch.main.pushRemote", "../elsewhere");
    assert.deepEqual(await refusal(chooseRemote(git, "main", undefined, "push")), ["remote-unknown"]);
  });
});
