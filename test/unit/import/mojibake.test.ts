// Tests of the repair of text that was decoded wrongly.
import assert from "node:assert/strict";
import fc from "fast-check";
import { repairMojibake } from "../../../src/core/import/markdown/mojibake";

const damage = (text: string) => new TextDecoder("macintosh").decode(new TextEncoder().encode(text));

describe("text that was UTF-8 read as Mac Roman", () => {
  it("is read as what it once was", () => {
    for (const text of ["0.70 → 0.603", "✅ fine", "5.46%×18144 ± 3", "이전: 0.65, 유지", "⬇️ Low 🔧"]) {
      assert.deepEqual(repairMojibake(damage(text)), { text, lines: [1] });
    }
  });

  it("is recognised line by line", () => {
    const text = `plain\n${damage("a → b")}\nc → d\n${damage("위험")}`;
    assert.deepEqual(repairMojibake(text), { text: "plain\na → b\nc → d\n위험", lines: [2, 4] });
  });

  it("is not seen in text that was decoded rightly", () => {
    for (const text of [
      "",
      "0.70 -> 0.603",
      "0.70 → 0.603",
      "“quoted” – fine",
      "café ≥ 5 µs",
      "이전: 0.65",
      "±0.5 %",
      "naïve…",
    ]) {
      assert.deepEqual(repairMojibake(text), { text, lines: [] });
    }
  });

  it("comes back whole, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        assert.equal(repairMojibake(damage(text)).text, text);
      }),
    );
  });
});
