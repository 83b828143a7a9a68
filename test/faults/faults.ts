import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { End, Operation } from "./table";
import type { World } from "./world";
import { bot, planFile, risk } from "./world-data";

/** Something that is wrong or odd about a repository while an operation is carried out. */
export interface Fault {
  /** Brings it about; may give another world, where the operation then runs. */
  readonly arrange: (world: World, operation: Operation) => unknown;
  /** Takes it away again. */
  readonly clear?: (world: World) => void;
  /** How it ends, as `endOf` tells it; and where the rollback differs. */
  readonly told: string;
  readonly rollbackTold?: string;
  /** Where the operation stands in the end, once the fault is gone: what the codes suggest, unless said. */
  readonly end?: End;
  /** What it leaves behind until then. */
  readonly left?: string;
  /** A path of others that a hook takes into the commit. */
  readonly alsoIn?: string;
}

const commitAll = ({ box }: World, message: string): void => {
  box.git("commit", "--quiet", "--no-verify", "--all", "-m", message);
};

/** Gives other work up: git itself wants none around in some states. */
const tidy = ({ box }: World): void => {
  box.git("reset", "--quiet", "--hard");
};

/** A branch that contradicts this one, as a merge, rebase or pick would find out. */
function contradict(world: World): void {
  const { box } = world;
  tidy(world);
  box.git("switch", "--quiet", "--create", "side");
  box.write("contested", "theirs\n");
  commitAll(world, "theirs");
  box.git("switch", "--quiet", "main");
  box.write("contested", "ours\n");
  commitAll(world, "ours");
}

const inProgress = (start: string[], end: string[]): Fault => ({
  arrange: (world) => {
    contradict(world);
    world.box.gitFails(...start);
  },
  clear: ({ box }) => {
    box.git(...end);
  },
  told: "git-busy",
});

const lockFile = (path: string, told: string): Fault => ({
  arrange: ({ box }) => box.write(path, ""),
  clear: ({ root }) => rmSync(join(root, path)),
  told,
});

const hook = (name: string, script: string, told: string, more: Partial<Fault> = {}): Fault => ({
  arrange: ({ box }) => box.hook(name, script),
  clear: ({ root }) => rmSync(join(root, ".git/hooks", name)),
  told,
  ...more,
});

const unsigned = (what: "commit" | "tag", told: string, more: Partial<Fault> = {}): Fault => ({
  arrange: ({ box, folder }) => {
    box.git("config", `${what}.gpgSign`, "true");
    box.git("config", "gpg.program", join(folder, "no-gpg"));
  },
  clear: ({ box }) => box.git("config", "--unset", `${what}.gpgSign`),
  told,
  ...more,
});

/** A foreign tag at the commit before: what it names is no checkpoint. */
const foreignTag = (name: string): Fault => ({
  arrange: ({ box }) => {
    box.git("tag", `phasegate/v4/${name}`, "HEAD");
  },
  told: "done",
});

/** Puts something else in the place of a governed file, in the work tree alone. */
const inPlaceOf = (make: (absolute: string) => void, told: string): Fault => ({
  arrange: ({ root }) => {
    rmSync(join(root, bot));
    make(join(root, bot));
  },
  clear: ({ root, box }) => {
    rmSync(join(root, bot), { recursive: true });
    box.git("checkout", "--quiet", "--", bot);
  },
  told,
});

/** CR LF in the work tree, LF in git. */
const lineEnds = (autocrlf: string): Fault => ({
  arrange: (world) => {
    const { box } = world;
    tidy(world);
    box.git("config", "core.autocrlf", autocrlf);
    for (const path of [bot, risk]) box.write(path, box.read(path).toString().replace(/\r?\n/g, "\r\n"));
    box.git("add", "--renormalize", "--", bot, risk);
    box.git("commit", "--quiet", "-m", "line ends");
  },
  told: "done",
});

/** Git stores the files in another form than the work tree has them. */
const filtered = (clean: string, smudge: string, required: "true" | "false" = "true"): Fault => ({
  arrange: ({ box }) => {
    box.git("config", "filter.other.clean", clean);
    box.git("config", "filter.other.smudge", smudge);
    box.git("config", "filter.other.required", required);
    box.write(".git/info/attributes", "*.py filter=other\n");
    box.git("add", "--renormalize", "--", bot, risk);
    box.git("commit", "--quiet", "-m", "filtered", "-o", "--", bot, risk);
  },
  told: "done",
});

const nextNumber = (operation: Operation): string => (operation === "apply" ? "0001-apply-1" : "0002-rollback-phase-1");

const wrongValue = `sed -i.old -e 's/0\\.603/0.5/' -e 's/0\\.70/0.5/' ${bot} && rm ${bot}.old && git add ${bot}`;

const unsealed = { end: "a commit, no checkpoint", left: "2 of 2 files, the commit" } as const;

/** A filter that has worked so far, and fails now: git goes on without it, and a checkout gives other values. */
const failingLater = (which: "clean" | "smudge"): Fault => ({
  arrange: (world, operation) => {
    const [clean, smudge] = ["/^EXIT/y/0123456789/1234567890/", "/^EXIT/y/1234567890/0123456789/"];
    filtered(`sed ${clean}`, `sed ${smudge}`, "false").arrange(world, operation);
    world.box.git("config", `filter.other.${which}`, "false");
  },
  clear: ({ root, box }) => {
    for (const way of ["clean", "smudge"]) box.git("config", `filter.other.${way}`, "cat");
    rmSync(join(root, bot));
    box.git("checkout", "--quiet", "--", bot);
  },
  told: "not sealed: commit-differs",
  ...unsealed,
});

export const faults: Readonly<Record<string, Fault>> = {
  "index.lock present": lockFile(".git/index.lock", "git-index-locked"),
  "the branch's lock present": lockFile(".git/refs/heads/main.lock", "git-failed"),
  "packed-refs.lock present once the lock is taken": {
    arrange: ({ box }) => box.hook("post-commit", "touch .git/packed-refs.lock"),
    clear: ({ root }) => {
      rmSync(join(root, ".git/hooks/post-commit"));
      rmSync(join(root, ".git/packed-refs.lock"));
    },
    told: "done",
    left: "its lock, 2 of 2 files, the commit, the tag, git's lock",
  },
  "the tag's lock present": {
    arrange: ({ box }, operation) => box.write(`.git/refs/tags/phasegate/v4/${nextNumber(operation)}.lock`, ""),
    clear: (world) => {
      for (const lock of world.gitLocks()) rmSync(lock);
    },
    told: "not sealed: tag-failed",
    end: "done",
    left: "its lock, 2 of 2 files, the commit, git's lock",
  },

  "read-only file": {
    arrange: ({ box, root }) => {
      box.git("config", "core.fileMode", "false");
      chmodSync(join(root, risk), 0o444);
    },
    clear: ({ root }) => chmodSync(join(root, risk), 0o644),
    told: "file-unwritable",
  },
  "a hard link to the file": {
    arrange: ({ root, folder }) => linkSync(join(root, risk), join(folder, "other.py")),
    clear: ({ folder }) => rmSync(join(folder, "other.py")),
    told: "file-unwritable",
  },
  "a pipe in place of the file": inPlaceOf((path) => execFileSync("mkfifo", [path]), "file-unreadable"),
  "a device in place of the file": inPlaceOf((path) => symlinkSync("/dev/zero", path), "file-outside"),
  "a folder in place of the file": inPlaceOf((path) => mkdirSync(path), "file-unreadable"),
  "a pipe put there while git commits": {
    ...hook("pre-commit", `rm ${bot} && mkfifo ${bot}; exit 1`, "git-hook-refused, file-not-restored"),
    clear: ({ root, box }) => {
      rmSync(join(root, ".git/hooks"), { recursive: true });
      rmSync(join(root, bot));
      box.git("checkout", "--quiet", "--", bot);
    },
    left: "1 of 2 files",
  },

  "detached HEAD": {
    arrange: ({ box }) => {
      box.git("checkout", "--quiet", "--detach");
    },
    told: "done",
  },
  "unborn branch": {
    arrange: ({ box }) => {
      box.git("symbolic-ref", "HEAD", "refs/heads/unborn");
    },
    clear: ({ box }) => {
      box.git("symbolic-ref", "HEAD", "refs/heads/main");
    },
    told: "git-no-commit, file-uncommitted, file-uncommitted, plan-uncommitted",
    rollbackTold: "no-phase-in-effect",
  },
  "merge in progress": inProgress(["merge", "side"], ["merge", "--abort"]),
  "rebase in progress": inProgress(["rebase", "side"], ["rebase", "--abort"]),
  "cherry-pick in progress": inProgress(["cherry-pick", "side"], ["cherry-pick", "--abort"]),
  "revert in progress": inProgress(["revert", "--no-edit", "side"], ["revert", "--abort"]),
  "bisect in progress": {
    arrange: ({ box }) => {
      box.git("bisect", "start");
    },
    clear: ({ box }) => {
      box.git("bisect", "reset");
    },
    told: "git-busy",
  },

  "another worktree": {
    arrange: (world) => {
      const root = join(world.folder, "tree");
      world.box.git("worktree", "add", "--quiet", "-b", "tree", root);
      return world.at(root);
    },
    told: "done",
  },
  "the repository is a submodule": {
    arrange: (world) => {
      const outer = join(world.folder, "outer");
      execFileSync("git", ["init", "--quiet", "--template=", outer]);
      const add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", world.root, "inner"];
      execFileSync("git", add, { cwd: outer, stdio: "ignore" });
      return world.at(join(outer, "inner"));
    },
    told: "done",
  },
  "the file is in a submodule": {
    arrange: ({ root }) => {
      renameSync(join(root, "bots"), join(root, "kept"));
      execFileSync("git", ["init", "--quiet", "--template=", join(root, "bots")]);
    },
    clear: ({ root }) => {
      rmSync(join(root, "bots"), { recursive: true });
      renameSync(join(root, "kept"), join(root, "bots"));
    },
    told: "file-outside, file-outside",
  },
  "sparse checkout with the file": {
    arrange: (world) => {
      tidy(world);
      world.box.git("sparse-checkout", "set", "--no-cone", "/bots/", "/v4.phaseplan.json");
    },
    told: "done",
  },
  "sparse checkout without the file": {
    arrange: (world) => {
      tidy(world);
      world.box.git("sparse-checkout", "set", "--no-cone", "/v4.phaseplan.json");
    },
    clear: ({ box }) => {
      box.git("sparse-checkout", "disable");
    },
    told: "file-missing, file-missing",
  },
  "file in .gitignore, but in git": {
    arrange: (world) => {
      world.box.write(".gitignore", "ignored\n/bots/\n");
    },
    told: "done",
  },
  "file in .gitignore, not in git": {
    arrange: (world) => {
      tidy(world);
      world.box.git("rm", "--quiet", "--cached", bot);
      world.box.git("commit", "--quiet", "-m", "not in git");
      world.box.write(".git/info/exclude", "/bots/\n");
    },
    clear: (world) => {
      rmSync(join(world.root, ".git/info"), { recursive: true });
      world.box.git("add", bot);
      world.box.git("commit", "--quiet", "-m", "in git");
    },
    told: "file-untracked",
  },
  "symlinked file": {
    arrange: (world) => {
      const { root, box } = world;
      mkdirSync(join(root, "real"));
      renameSync(join(root, bot), join(root, "real/bot.py"));
      symlinkSync("../real/bot.py", join(root, bot));
      box.git("add", "real/bot.py", bot);
      box.git("commit", "--quiet", "-m", "a link", "-o", "--", bot, "real/bot.py");
      world.governed = ["real/bot.py", risk];
    },
    told: "done",
  },
  "two keys of one file, by a link": {
    arrange: ({ root, box }) => {
      symlinkSync("bot.py", join(root, "bots/link.py"));
      box.write(planFile, box.read(planFile).toString().replace(risk, "bots/link.py"));
    },
    clear: ({ root, box }) => {
      rmSync(join(root, "bots/link.py"));
      box.git("checkout", "--quiet", "--", planFile);
    },
    told: "file-shared",
  },
  "CRLF with autocrlf": lineEnds("true"),
  "CRLF with autocrlf=input, a value over several lines": lineEnds("input"),
  "clean and smudge filter": filtered("sed s/설정/SETTING/", "sed s/SETTING/설정/"),
  "a smudge filter that fails": filtered("tr a-z n-za-m", "false"),
  "a clean filter that changes a value": {
    ...filtered("sed -e s/0.603/0.55/ -e s/0.70/0.56/", "cat"),
    ...unsealed,
    told: "not sealed: commit-differs",
    clear: ({ root, box }) => {
      box.git("config", "filter.other.clean", "cat");
      rmSync(join(root, bot));
      box.git("checkout", "--quiet", "--", bot);
    },
  },
  "a clean filter that fails, not required": failingLater("clean"),
  "a smudge filter that fails, not required": failingLater("smudge"),
  "an edit that git's status does not show": {
    arrange: ({ box, root }) => {
      const [path, past] = [join(root, bot), new Date(1_600_000_000_000)];
      box.git("config", "core.checkStat", "minimal");
      box.git("config", "core.trustctime", "false");
      utimesSync(path, past, past);
      box.git("status");
      box.write(bot, box.read(bot).toString().replace("was 0.8", "was 0.9"));
      utimesSync(path, past, past);
    },
    clear: ({ box }) => box.write(bot, box.read(bot).toString().replace("was 0.9", "was 0.8")),
    told: "file-edited-unseen",
  },

  "failing pre-commit hook": hook("pre-commit", "exit 1", "git-hook-refused"),
  "failing commit-msg hook": hook("commit-msg", "exit 1", "git-hook-refused"),
  "failing prepare-commit-msg hook": hook("prepare-commit-msg", "exit 1", "git-hook-refused"),
  "failing post-commit hook": hook("post-commit", "exit 1", "done"),
  "a hook that changes a value": hook("pre-commit", wrongValue, "not sealed: commit-differs", unsealed),
  "a hook that adds another file": hook("pre-commit", "git add unstaged", "not sealed: commit-holds-more", {
    ...unsealed,
    alsoIn: "unstaged",
  }),
  "a hook that folds the message's lines": hook("commit-msg", 'fold -s -w 60 "$1" >folded && mv folded "$1"', "done"),
  "a hook that drops the trailers": hook("commit-msg", 'echo short > "$1"', "not sealed: commit-unmarked", unsealed),
  "a hook that takes the tag's name for the same commit": {
    arrange: ({ box }, operation) => box.hook("post-commit", `git tag phasegate/v4/${nextNumber(operation)}`),
    told: "done",
  },
  "a hook that takes the tag's name for words of its own": {
    arrange: ({ box }, operation) => box.hook("post-commit", `git tag -m own phasegate/v4/${nextNumber(operation)}`),
    clear: ({ root, box }) => {
      rmSync(join(root, ".git/hooks/post-commit"));
      box.git("tag", "--delete", box.git("tag", "--points-at", "HEAD"));
    },
    told: "not sealed: tag-failed",
    end: "a commit, no checkpoint",
    left: "2 of 2 files, the commit, the tag",
  },
  "gpg missing, commit.gpgSign": unsigned("commit", "git-failed"),
  "gpg missing, tag.gpgSign": unsigned("tag", "not sealed: tag-failed", {
    end: "done",
    left: "its lock, 2 of 2 files, the commit",
  }),

  "tag taken: the next number": {
    arrange: ({ box }, operation) => {
      box.git("tag", `phasegate/v4/${nextNumber(operation)}`, "HEAD");
    },
    told: "done",
  },
  "tag taken: a folder of its name": {
    arrange: ({ box }, operation) => {
      box.git("tag", `phasegate/v4/${nextNumber(operation)}/x`, "HEAD");
    },
    told: "done",
  },
  "foreign tag 999999999-x": foreignTag("999999999-x"),

  "a merged commit with a checkpoint's message": {
    arrange: ({ box }, operation) => {
      const trailers = [`Phasegate-Checkpoint: phasegate/v4/${nextNumber(operation)}`, "Phasegate-Plan: v4"];
      box.git("commit", "--quiet", "--allow-empty", "-m", `forged\n\n${trailers.join("\n")}`, "-o");
    },
    told: "done",
  },

  "clock going backwards": {
    arrange: ({ box }) => {
      // The newest commit is of the year 2033; what comes now is older than what it stands on.
      const date = "2000000000 +0000";
      const env = { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date };
      execFileSync("git", ["commit", "--quiet", "--allow-empty", "-m", "later", "-o"], { cwd: box.root, env });
    },
    told: "done",
  },
};
