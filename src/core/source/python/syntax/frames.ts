// The blocks of statements that are open at a place, and how they keep their identity over edits.

/** What a block of statements belongs to; `block` is the suite of `if`, `for`, `while`, `try`, `with` or `match`. */
export type FrameKind = "module" | "class" | "function" | "block";

/** The identity of a block, which it keeps over edits that leave it where it is. */
export type FrameId = Record<never, never>;

/** A block of statements at one indentation. */
export interface Frame {
  readonly parent: Frame | undefined;
  readonly kind: FrameKind;
  /** The column of the indentation, with tab stops at every eighth column; -1 until its first line is read. */
  readonly column: number;
  /** The same with tabs as one column: Python wants both to agree. */
  readonly alternate: number;
  /** "" in the module, the dotted name in a class, undefined in a function, where nothing is governed. */
  readonly scope: string | undefined;
  /** Whether it is in a branch, a loop, a `try` or a `with`, so that it may not be run. */
  readonly conditional: boolean;
  /** Whether it is the block of a `match`, which holds only `case`. */
  readonly match: boolean;
  /** Set again when it turns out that an edit left the block as it was. */
  id: FrameId;
}

/** The state between two logical lines: the block of the line before, and the block that its colon has opened. */
export interface State {
  readonly frame: Frame;
  readonly opened: Frame | undefined;
  /** Whether it is the start of the text: only there a byte order mark means nothing. */
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

/** Whether `inner` is `outer` or a block inside it. */
function encloses(outer: Frame, inner: Frame): boolean {
  for (let at: Frame | undefined = inner; at; at = at.parent) if (at.id === outer.id) return true;
  return false;
}

/** Whether the same text reads the same after both states. `closed` is the state before the edited region. */
export function sameState(a: State, b: State, closed: State): boolean {
  if (a.atStart !== b.atStart) return false;
  return sameFrame(a.frame, b.frame, closed.frame) && sameFrame(a.opened, b.opened, closed.frame);
}

/**
 * Blocks that were open before the edited region keep their ids; only blocks that the region opens may take over old
 * ids.
 */
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

/** Renames the open blocks of `fresh` to the ids that `old` has for them; both states are the same to `sameState`. */
export function adoptIds(fresh: State, old: State, rename: (from: FrameId, to: FrameId) => void): void {
  for (const [first, second] of [
    [fresh.frame, old.frame],
    [fresh.opened, old.opened],
  ]) {
    let [a, b] = [first, second];
    while (a && b && a !== b) {
      if (a.id !== b.id) rename(a.id, b.id);
      [a, b] = [a.parent, b.parent];
    }
  }
}
