// Shows checkpoints' files and commits as read-only documents.
import { dirname, join } from "node:path";
import { Disposable, EventEmitter, FileSystemError, FileType, Uri, workspace } from "vscode";
import { parseTag } from "../../core/ledger/ledger";
import { type Problem, problem, UserError } from "../../core/problem";
import { describe } from "../../messages/problems";
import type { Rollout } from "../../node/rollout";
import { plain } from "../plain";
import type { Plans } from "../state/plans";

const scheme = "phasegate-checkpoint";

/** What a checkpoint's document shows. */
export type Content =
  /** The file at `path` as the checkpoint left it, or as it was in the commit before. */
  | { readonly of: "file" | "file-before"; readonly tag: string; readonly path: string }
  /** The commit as `git show` prints it. */
  | { readonly of: "commit"; readonly tag: string };

/**
 * The read-only document of `content`. Its URI says all that is needed to read it, in another run of the window too. Its path
 * is the file's own, absolute: Quick Open lists open documents of file systems as files on disk, by their path alone.
 */
export function checkpointUri({ planFile, root }: Rollout, content: Content): Uri {
  const query = JSON.stringify({ plan: Uri.file(planFile).toString(), ...content });
  return content.of === "commit"
    ? Uri.from({ scheme, path: `/${content.tag}.diff`, query })
    : Uri.file(join(root, content.path)).with({ scheme, query });
}

/**
 * Checkpoints' files for VS Code, as a file system that can only be read: unlike texts that an extension provides, the
 * editors of its files are there again when a window is loaded again.
 */
export function checkpointFiles(plans: Plans): Disposable {
  const changed = new EventEmitter<[]>();
  const refuse = (uri: Uri): never => {
    throw FileSystemError.NoPermissions(uri);
  };
  const files = workspace.registerFileSystemProvider(
    scheme,
    {
      onDidChangeFile: changed.event,
      watch: () => new Disposable(() => undefined),
      // Nobody asks for a size before the text is read, and what a tag names never changes.
      stat: () => ({ type: FileType.File, ctime: 0, mtime: 0, size: 0 }),
      // With its mark, UTF-8 is read as such whatever the person's settings say.
      readFile: async (uri) => Buffer.from(`\ufeff${await text(plans, uri)}`),
      readDirectory: () => [],
      createDirectory: refuse,
      writeFile: refuse,
      delete: refuse,
      rename: refuse,
    },
    { isReadonly: true, isCaseSensitive: true },
  );
  return Disposable.from(changed, files);
}

async function text(plans: Plans, uri: Uri): Promise<string> {
  try {
    return await read(plans, uri);
  } catch (error) {
    if (error instanceof UserError) throw unavailable(error.problems);
    throw error;
  }
}

function unavailable(problems: readonly Problem[]): FileSystemError {
  return FileSystemError.Unavailable(plain(problems.map(describe).join(" ")));
}

async function read(plans: Plans, uri: Uri): Promise<string> {
  if (!workspace.isTrusted) throw new UserError(problem("workspace-untrusted", {}));
  const { plan, tag, of, path } = parseQuery(uri.query);
  const name = parseTag(tag);
  // Anyone can make a URI: only the workspace's own plans are read.
  const planUri = (await plans.read()).plans.find((uri) => uri.toString() === plan);
  const isNamed = of === "commit" || uri.path.endsWith(`/${path}`);
  if (!planUri || !name || !isNamed) throw new UserError(problem("checkpoint-unknown", { tag }));
  const { readCheckpointFile, readCheckpointCommit } = await import("../../node/change/checkpoint-files");
  const folder = dirname(planUri.fsPath);
  return of === "commit"
    ? readCheckpointCommit(folder, name)
    : readCheckpointFile(folder, name, path, of === "file-before" ? "before" : "after");
}

function parseQuery(query: string): { plan: string; tag: string; of: string; path: string } {
  try {
    const { plan, tag, of, path } = JSON.parse(query);
    return { plan: String(plan), tag: String(tag), of: String(of), path: String(path) };
  } catch {
    return { plan: "", tag: "", of: "", path: "" };
  }
}
