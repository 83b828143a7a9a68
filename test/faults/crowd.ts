import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { parseEvent } from "../../src/core/ledger/event";
import { formatMessage, messageFor, parseMessage } from "../../src/core/ledger/message";
import { Sandbox } from "../unit/node/sandbox";
import { bot, bytesAfter, bytesBefore } from "../unit/node/sandbox-data";
import type { SealAnswer } from "../unit/node/sealer";
import { buildSealer, Sealer } from "../unit/node/sealers";
import type { FaultTable, Operation, Result, Results } from "./table";
import { settle } from "./trial";
import type { World } from "./world";

const rounds = 40;
const codesOfLosers = ["plan-locked", "change-stale", "file-moved"];

/** Two processes that seal over and over at the same time: in each round one wins, and the other is told. */
async function twoAtOnce(): Promise<Results> {
  const box = new Sandbox();
  const script = box.beside("sealer.js");
  buildSealer(script);
  const sealers = [new Sealer(script), new Sealer(script)];
  const told = new Set<string>();
  const first = box.head();
  try {
    for (let n = 1; n <= rounds; n++) {
      const [from, to] = n % 2 === 1 ? [bytesBefore, bytesAfter] : [bytesAfter, bytesBefore];
      const order = { root: box.root, head: box.head(), n, before: from.toString(), after: to.toString() };
      const answers = sealers.map((sealer) => sealer.answer());
      for (const sealer of sealers) sealer.order(order);
      const [won, lost] = (await Promise.all(answers)).sort(winnersFirst);
      const tag = `phasegate/v4/${String(n).padStart(4, "0")}-apply-1`;
      assert.deepEqual(won, { tag });
      assert.ok(lost && "codes" in lost, JSON.stringify(lost));
      for (const code of lost.codes) told.add(code);
      assert.ok(
        lost.codes.some((code) => code === "plan-locked" || code === "change-stale"),
        lost.codes.join(),
      );
      assert.equal(box.git("rev-parse", "HEAD^"), order.head);
      assert.equal(box.git("rev-parse", `${tag}^{commit}`), box.head());
      assert.deepEqual(box.read(bot), to);
    }
  } finally {
    await Promise.all(sealers.map((sealer) => sealer.kill("all")));
  }
  assert.deepEqual(
    [...told].filter((code) => !codesOfLosers.includes(code)),
    [],
  );
  const commits = box.git("rev-list", "--count", `${first}..HEAD`);
  const { checkpoints } = await (await box.open()).readLedger("v4");
  assert.deepEqual([commits, checkpoints.length], [String(rounds), rounds]);
  assert.equal(box.git("status", "--porcelain"), "");
  box.assertSound();
  box.remove();
  return {
    summary: `${checkpoints.length} rounds: ${commits} winners, and each loser told ${[...told].sort().join(", ")}`,
  };
}

function winnersFirst(a: SealAnswer, b: SealAnswer): number {
  return Number("codes" in a) - Number("codes" in b);
}

const many = 10_000;

/** A world whose ledger has many checkpoints, none in effect, each with a commit; the other one shows what they look like. */
function withMany(template: World, applied: World): World {
  const record = parseMessage(applied.box.git("log", "-1", "--format=%B"))?.record;
  assert.ok(record);
  const world = template.copy();
  const lines = Array.from({ length: many }, (_, i) => {
    const past = { ...record, event: parseEvent("rollback-phase-1"), phases: [], changes: [] };
    const message = formatMessage(messageFor(past, i + 1));
    const who = `Ada Example <ada@example.org> ${1_700_000_000 + i} +0000`;
    const text = `data ${Buffer.byteLength(message)}\n${message}`;
    const tag = `phasegate/v4/${String(i + 1).padStart(4, "0")}-rollback-phase-1`;
    const from = i === 0 ? "from refs/heads/main^0\n" : "";
    return `commit refs/heads/main\nmark :${i + 1}\ncommitter ${who}\n${text}${from}\ntag ${tag}\nfrom :${i + 1}\ntagger ${who}\n${text}\n`;
  });
  execFileSync("git", ["fast-import", "--quiet"], { cwd: world.root, input: lines.join("") });
  world.box.git("pack-refs", "--all");
  return world;
}

async function amongMany(template: World, applied: World): Promise<Results> {
  const world = withMany(template, applied);
  try {
    const results: Partial<Record<Operation, Result>> = {};
    for (const operation of ["apply", "rollback"] as const) {
      const before = world.state();
      const checkpoint = await world.carryOut(operation);
      assert.equal(checkpoint.n, operation === "apply" ? many + 1 : many + 2);
      world.assertDone(operation, before);
      results[operation] = { told: "done", left: "", end: "done" };
    }
    const start = world.state();
    await settle(world, "apply", start, "nothing changed");
    const { apply, rollback } = results;
    assert.ok(apply && rollback);
    return { apply, rollback };
  } finally {
    world.remove();
  }
}

export function inACrowd(table: FaultTable, template: (operation: Operation) => World): void {
  table.row("two processes at once", twoAtOnce);
  table.row("10,000 checkpoints", () => amongMany(template("apply"), template("rollback")));
}
