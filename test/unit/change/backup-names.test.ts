import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { dateIn, isBackupName } from "../../../src/core/change/backup-names";

describe("a backup made by hand", () => {
  it("is known by its name", () => {
    const rests = [
      ".backup_20251015_critical_fix",
      ".phase_2_backup",
      ".bak",
      ".orig",
      "~",
      "_old",
      ".2025-10-15",
      "-copy",
    ];
    for (const rest of rests) assert.ok(isBackupName(`bot.py${rest}`, "bot.py"), rest);
    const others = ["", "c", ".lock", ".swp", "_helpers.py", "backup", ".1234567890"];
    for (const rest of others) assert.equal(isBackupName(`bot.py${rest}`, "bot.py"), false, rest);
    assert.equal(isBackupName("other.py.bak", "bot.py"), false);
    assert.equal(isBackupName(".bot.py.0123.phasegate-tmp", "bot.py"), false);
  });

  it("tells its day where its name does", () => {
    for (const [name, date] of [
      ["bot.py.backup_20251015_critical_fix", "2025-10-15"],
      ["bot.py.2025-02-28.bak", "2025-02-28"],
      ["bot.py.bak.20240229", "2024-02-29"],
      ["bot.py.bak_20251015143000", "2025-10-15"],
      ["bot.py.bak_202510151430_x", "2025-10-15"],
      ["bot.py.bak_20251301", undefined],
      ["bot.py.bak_20250132", undefined],
      ["bot.py.bak_2025-1015", undefined],
      ["bot.py.bak_120251015", undefined],
      ["bot.py.bak_2025101512", undefined],
      ["bot.py.phase_2_backup", undefined],
    ] as const) {
      assert.equal(dateIn(name), date, name);
    }
  });
});
