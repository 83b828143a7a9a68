/** What a block of statements belongs to; `block` is the suite of `if`, `for`, `while`, `try`, `with` or `match`. */
export type FrameKind = "module" | "class" | "function" | "block";

/** Names one block over edits that leave it in place. */
export type FrameId = Record<never, never>;

/** A block of statements that stand at one indentation. */
export interface Frame {
  readonly parent: Frame | undefined;
  readonly kind: FrameKind;
  /** Columns with tabs at every eighth, and with tabs as one: Python wants both to agree. */
  readonly column: number;
  readonly alternate: number;
  /** "" for the module, the dotted name in a class, undefined in a function, where nothing is governed. */
  readonly scope: string | undefined;
  /** Whether a branch, a loop, a `try` or a `with` decides on the block. */
  readonly conditional: boolean;
  /** Whether only `case` stands in it. */
  readonly match: boolean;
  /** Set once more when an edit is found to have left the block as it was. */
  id: FrameId;
}

/** The state between two logical lines: the block of the line before, and the one that its colon has opened. */
export interface State {
  readonly frame: Frame;
  readonly opened: Frame | undefined;
  /** Whether no text stands before it: only there a byte order mark means nothing. */
  readonly atStart: boolean;
}

export function moduleFrame(): Frame {
  return {
    parent: undefined,
    kind: "module",
    column: 0,
    alternate: 0,
    scope: "",
    conditional: false,
    match: false,
    id: {},
  };
}

/** The block under a header; its columns are those of its first line. */
export function openFrame(parent: Frame, kind: FrameKind, name: string, match = false): Frame {
  const { scope } = parent;
  return {
    parent,
    kind,
    column: -1,
    alternate: -1,
    scope: scope === undefined || kind === "function" ? undefined : kind === "class" ? join(scope, name) : scope,
    conditional: parent.conditional || kind === "block",
    match,
    id: {},
  };
}

/** The opened block with the columns of its first line. */
export function placeFrame(opened: Frame, column: number, alternate: number): Frame {
  const { parent, kind, scope, conditional, match, id } = opened;
  return { parent, kind, column, alternate, scope, conditional, match, id };
}

function join(scope: string, name: string): string {
  return scope === "" ? name : `${scope}.${name}`;
}

/** Whether whoever runs statements of `inner` has come through `outer`, or stands in it. */
export function encloses(outer: Frame, inner: Frame): boolean {
  for (let at: Frame | undefined = inner; at; at = at.parent) if (at.id === outer.id) return true;
  return false;
}

/** Whether two states let the same text after them read the same. */
export function sameState(a: State, b: State, closed: State): boolean {
  if (a.atStart !== b.atStart) return false;
  return sameFrame(a.frame, b.frame, closed.frame) && sameFrame(a.opened, b.opened, closed.frame);
}

/** Blocks that were open before the edited region keep their ids; only one that it opens may take over an old id. */
function sameFrame(first: Frame | undefined, second: Frame | undefined, closed: Frame): boolean {
  let [a, b] = [first, second];
  for (; a !== b; [a, b] = [a.parent, b.parent]) {
    if (a === undefined || b === undefined) return false;
    const same =
      a.kind === b.kind &&
      a.column === b.column &&
      a.alternate === b.alternate &&
      a.scope === b.scope &&
      a.conditional === b.conditional &&
      a.match === b.match;
    if (!same || (a.id !== b.id && (encloses(a, closed) || encloses(b, closed)))) return false;
  }
  return true;
}

/** Gives the blocks of `fresh` that are open in both states, which are the same, the ids that `known` has for them. */
export function adoptIds(fresh: State, known: State, rename: (from: FrameId, to: FrameId) => void): void {
  for (const [first, second] of [
    [fresh.frame, known.frame],
    [fresh.opened, known.opened],
  ]) {
    let [a, b] = [first, second];
    while (a && b && a !== b) {
      if (a.id !== b.id) rename(a.id, b.id);
      [a, b] = [a.parent, b.parent];
    }
  }
}
