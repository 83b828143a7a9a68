// Runs the script of the GitHub Action as a runner does, with what it is given there and a `gh` that writes down what it is asked.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { DemoRepository } from "../support/demo-repository";

/** The last step's, without its indentation. */
const script = (/ {6}run: \|\n((?: {8}.*\n|\n)+)$/.exec(readFileSync("action.yml", "utf8"))?.[1] ?? "").replace(
  /^ {8}/gm,
  "",
);

describe("the GitHub Action", () => {
  const runner = mkdtempSync(join(tmpdir(), "phasegate-runner-"));
  let demo: DemoRepository;
  before(() => {
    demo = new DemoRepository();
    demo.git("switch", "--quiet", "--create", "change");
    mkdirSync(join(runner, "bin"));
    // Answers with the id of a comment where there is a file that says so; the page is what --field sends.
    const gh = `#!/bin/sh
echo "$@" >>'${runner}/asked'
case "$*" in
  *--jq*) cat '${runner}/comment' 2>/dev/null; exit 0 ;;
  *) test ! -e '${runner}/forbidden' && for each; do case "$each" in body=@*) cat "\${each#body=@}" >'${runner}/sent' ;; esac; done ;;
esac
`;
    writeFileSync(join(runner, "bin", "gh"), gh, { mode: 0o755 });
  });
  after(() => {
    demo.remove();
    rmSync(runner, { recursive: true });
  });

  function run(given: NodeJS.ProcessEnv = {}) {
    for (const file of ["asked", "sent", "summary"]) rmSync(join(runner, file), { force: true });
    const env = {
      ...demo.env,
      PATH: `${join(runner, "bin")}:${process.env["PATH"]}`,
      PROGRAM: resolve("dist/cli.js"),
      RUNNER_TEMP: runner,
      GITHUB_STEP_SUMMARY: join(runner, "summary"),
      GITHUB_REPOSITORY: "ada/bot",
      PLAN: "",
      BASE: demo.git("rev-parse", "main"),
      COMMENT: "true",
      PULL_REQUEST: "7",
      ...given,
    };
    // As GitHub runs a step with "shell: bash".
    const args = ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script];
    const { status, stdout, stderr } = spawnSync("bash", args, { cwd: demo.folder, env, encoding: "utf8" });
    const read = (file: string) => (existsSync(join(runner, file)) ? readFileSync(join(runner, file), "utf8") : "");
    return { status, stdout, stderr, asked: read("asked"), sent: read("sent"), summary: read("summary") };
  }

  it("passes where no governed value moves, and says so in one comment", () => {
    const { status, stdout, stderr, asked, sent, summary } = run();
    assert.equal(status, 0, stderr);
    assert.equal(stdout, "");
    assert.match(sent, /^<!-- phasegate -->\n\n### Phasegate: no governed value moves · no other findings\n$/);
    assert.equal(summary, sent);
    assert.match(asked, /--method POST repos\/ada\/bot\/issues\/7\/comments/);
  });

  it("tells each value that moves, fails where nothing allows it, and writes its comment anew", () => {
    demo.done("apply", "1", "--yes");
    demo.edit("STOP_LOSS = 0.01 ", "STOP_LOSS = 0.0052 ");
    demo.commit("by hand");
    writeFileSync(join(runner, "comment"), "41\n42\n");
    const { status, stdout, stderr, asked, sent, summary } = run();
    assert.equal(status, 1, stderr);
    assert.match(stdout, /^::warning file=scripts\/production\/.*title=value-moved::STOP_LOSS moves/m);
    assert.match(sent, /^\| `EXIT_THRESHOLD` \| `0\.70` \| `0\.603` \| ✅ Phase 1 \|$/m);
    assert.match(sent, /^\| `STOP_LOSS` \| `0\.01` \| `0\.0052` \| ❌ nothing now \|$/m);
    assert.match(sent, /^### Phasegate: governed values that move: 3 · not allowed now: 1 · other findings: \d+$/m);
    assert.equal(summary, sent);
    assert.match(asked, /--method PATCH repos\/ada\/bot\/issues\/comments\/41 /);
  });

  it("keeps its answer where it may not comment, where there is nothing to comment on, and where nobody wants it", () => {
    writeFileSync(join(runner, "forbidden"), "");
    const forbidden = run();
    rmSync(join(runner, "forbidden"));
    assert.deepEqual([forbidden.status, forbidden.sent], [1, ""]);
    assert.match(forbidden.stdout, /^::notice title=Phasegate::The comment was not written/m);
    assert.notEqual(forbidden.summary, "");
    for (const given of [{ PULL_REQUEST: "" }, { COMMENT: "false" }]) {
      const { status, asked } = run(given);
      assert.deepEqual([status, asked], [1, ""]);
    }
  });

  it("fails with the reason where it can't tell", () => {
    const { status, stdout } = run({ BASE: "4".repeat(40) });
    assert.equal(status, 2);
    assert.match(stdout, /^::error title=Phasegate::revision-unknown: /m);
  });

  it("checks what is there on the first push of a branch, which has no commit before it", () => {
    const { status, sent } = run({ BASE: "0".repeat(40) });
    assert.equal(status, 1);
    assert.match(sent, /no governed value moves/);
  });
});
