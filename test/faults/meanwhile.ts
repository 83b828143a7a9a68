import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Request } from "../../src/core/change/change";
import { prepare } from "../../src/node/change/execute";
import type { LockRecord } from "../../src/node/seal/lock";
import { killAhead } from "./killed";
import type { End, FaultTable, Operation, Result } from "./table";
import { onBoth, settle } from "./trial";
import { problemsOf, type State, type World } from "./world";
import { bot, planFile } from "./world-data";

/** What somebody does between the kill of an operation and the next command. */
interface Meanwhile {
  /** The step ahead of which the operation is killed. */
  readonly step: string;
  /** Does it; holds, once the next command has healed, that it was respected; and takes it back where `settle` is to go on. */
  readonly work: (world: World, operation: Operation, before: State) => Promise<void>;
  readonly end: End;
}

const halfWritten = "renaming the temporary risk.py";

/** The codes that planning the operation ends with. */
async function codesOf(world: World, operation: Operation): Promise<string[]> {
  return (await problemsOf(() => world.prepare(operation))).map(({ code }) => code);
}

const entry = ({ box }: World): string => box.git("ls-files", "--stage", "--", bot);

function lockOf({ box }: World): LockRecord {
  return JSON.parse(box.git("cat-file", "blob", "refs/phasegate/lock/v4")) as LockRecord;
}

function tagOf(operation: Operation): string {
  return `phasegate/v4/${operation === "apply" ? "0001-apply-1" : "0002-rollback-phase-1"}`;
}

/** Plans the operation in a second work tree. */
async function healElsewhere(world: World, operation: Operation): Promise<string[]> {
  const { box } = world;
  const root = join(world.folder, "tree");
  box.git("worktree", "add", "--quiet", "--detach", root, "HEAD");
  try {
    return await codesOf(world.at(root), operation);
  } finally {
    box.git("worktree", "remove", "--force", root);
  }
}

const meanwhile: Readonly<Record<string, Meanwhile>> = {
  "killed half written, and healed from another work tree": {
    step: halfWritten,
    work: async (world, operation, before) => {
      assert.deepEqual(await healElsewhere(world, operation), []);
      world.assertUntouched(before);
    },
    end: "nothing changed",
  },
  "killed ahead of the tag, and healed from another work tree": {
    step: "git tag",
    work: async (world, operation) => {
      assert.deepEqual(await healElsewhere(world, operation), ["request-completed", "checkpoint-untagged"]);
    },
    end: "done",
  },
  "killed once written, and a person stages a file": {
    step: "git commit",
    work: async (world, operation) => {
      const { box } = world;
      box.git("add", bot);
      const staged = [entry(world), box.read(bot).toString("latin1")];
      assert.deepEqual(await codesOf(world, operation), ["file-uncommitted", "write-undone", "write-kept"]);
      assert.deepEqual([entry(world), box.read(bot).toString("latin1")], staged);
      box.git("restore", "--staged", "--worktree", "--", bot);
    },
    end: "nothing changed",
  },
  "killed ahead of the tag, and a person stages other work on a file": {
    step: "git tag",
    work: async (world, operation) => {
      const { box } = world;
      const committed = box.read(bot);
      box.write(bot, Buffer.concat([committed, Buffer.from("# mine\n")]));
      box.git("add", bot);
      box.write(bot, committed);
      const staged = entry(world);
      assert.deepEqual(await codesOf(world, operation), ["request-completed", "checkpoint-untagged"]);
      assert.equal(entry(world), staged);
      box.git("restore", "--staged", "--", bot);
    },
    end: "done",
  },
  "killed once written, and somebody else commits that in the checkpoint's name": {
    step: "git commit",
    work: async (world, operation, before) => {
      const { box } = world;
      const message = lockOf(world).message;
      const env = { ...process.env, GIT_COMMITTER_NAME: "Mallory", GIT_COMMITTER_EMAIL: "mallory@example.org" };
      execFileSync("git", ["commit", "--quiet", "-m", message, "-o", "--", ...world.governed], { cwd: box.root, env });
      const { healed } = await world.prepare(operation);
      assert.deepEqual(
        healed.map(({ code }) => code),
        ["write-kept"],
      );
      assert.equal(box.git("tag", "--points-at", "HEAD"), "");
      box.git("update-ref", "HEAD", before.head);
      box.git("restore", "--staged", "--worktree", "--", ...world.governed);
    },
    end: "nothing changed",
  },
  "killed ahead of the tag, and a commit on top has a path like a record of ours": {
    step: "git tag",
    work: async (world, operation, before) => {
      const { box } = world;
      const commit = box.head();
      const path = `phasegate-commit ${before.head}\nphasegate-commit ${commit}`;
      box.write(path, "1\n");
      box.git("add", "--", path);
      box.git("commit", "--quiet", "-m", lockOf(world).message, "-o", "--", path);
      assert.deepEqual(await codesOf(world, operation), ["request-completed", "checkpoint-untagged"]);
      assert.equal(box.git("rev-parse", `${tagOf(operation)}^{commit}`), commit);
      box.git("update-ref", "HEAD", commit);
      box.git("rm", "--quiet", "--force", "--", path);
    },
    end: "done",
  },
  "killed once tagged, and the next phase, or a rollback, is asked for again": {
    step: "removing the message",
    work: async (world, operation) => {
      const request = operation === "apply" ? { kind: "apply", phase: 2, next: true } : { kind: "rollback" };
      const asked = () => prepare(join(world.root, planFile), request as Request);
      const codes = (await problemsOf(asked)).map(({ code }) => code);
      assert.deepEqual(codes, ["request-completed", "seal-complete"]);
    },
    end: "done",
  },
  "killed with a git that left a tag without a message": {
    step: "git tag",
    work: async (world, operation) => {
      world.box.git("tag", "--annotate", "--cleanup=verbatim", "--file=/dev/null", tagOf(operation));
    },
    end: "done",
  },
  "killed ahead of the tag, with another checkpoint's tag of that name": {
    step: "git tag",
    work: async (world, operation) => {
      const { box } = world;
      box.git("tag", "--annotate", "-m", "by hand", tagOf(operation), "HEAD^");
      assert.deepEqual(await codesOf(world, operation), ["commit-unsealed", "tag-taken"]);
      box.git("tag", "--delete", tagOf(operation));
    },
    end: "done",
  },
};

async function touched(template: World, operation: Operation, { step, work, end }: Meanwhile): Promise<Result> {
  const world = template.copy();
  try {
    const before = world.state();
    await killAhead(world, operation, step);
    const left = world.remains(before, world.state());
    await work(world, operation, before);
    return { told: "", left, end: await settle(world, operation, before, end) };
  } finally {
    world.remove();
  }
}

const many = 200;

/** The bot commits its own state on top of the commit that has no tag. */
async function buried(template: World, operation: Operation): Promise<Result> {
  const world = template.copy();
  const { box } = world;
  try {
    const before = world.state();
    await killAhead(world, operation, "git tag");
    const left = world.remains(before, world.state());
    const commit = box.head();
    const who = "Ada Example <ada@example.org> 1800000000 +0000";
    const first = `commit refs/heads/main\ncommitter ${who}\ndata 5\nstatefrom refs/heads/main^0\n\n`;
    const next = `commit refs/heads/main\ncommitter ${who}\ndata 5\nstate\n`;
    execFileSync("git", ["fast-import", "--quiet"], { cwd: world.root, input: first + next.repeat(many - 1) });
    assert.deepEqual(await codesOf(world, operation), ["request-completed", "checkpoint-untagged"]);
    assert.equal(box.git("rev-parse", `${tagOf(operation)}^{commit}`), commit);
    assert.equal(box.git("rev-list", "--count", `${commit}..HEAD`), String(many));
    assert.equal(box.git("for-each-ref", "refs/phasegate"), "");
    return { told: "", left, end: "done" };
  } finally {
    world.remove();
  }
}

export function touchedAfterKill(table: FaultTable, template: (operation: Operation) => World): void {
  for (const [what, each] of Object.entries(meanwhile)) {
    table.row(what, () => onBoth((operation) => touched(template(operation), operation, each)));
  }
  table.row(`killed ahead of the tag, and the bot commits ${many} times`, () =>
    onBoth((operation) => buried(template(operation), operation)),
  );
}
