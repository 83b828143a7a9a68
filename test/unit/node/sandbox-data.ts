import type { CheckpointRecord } from "../../../src/core/ledger/ledger";

export const bot = "bots/bot.py";
export const bytesBefore = Buffer.from("# 설정 🎉\r\nEXIT = 0.70   # was 0.8\n\tRATE = 0.101\r\n");
export const bytesAfter = Buffer.from("# 설정 🎉\r\nEXIT = 0.603   # was 0.8\n\tRATE = 0.101\r\n");

export const record: CheckpointRecord = {
  plan: "v4",
  planPath: "v4.phaseplan.json",
  planHash: "0123456789abcdef".repeat(4),
  event: { kind: "apply", phase: 1 },
  phaseTitle: "Critical parameters",
  phases: [1],
  changes: [{ parameter: "EXIT", before: "0.70", after: "0.603" }],
};
