// Tests of the decoding of documents that declare no encoding.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { decodeDocument } from "../../../src/node/files/document-text";
import { inCp949 } from "../../support/cp949";

/** Without the pictures, which CP949 does not have. */
const korean = readFileSync("test/fixtures/golden/korean-tables.md", "utf8").replaceAll(/[✅❌]/gu, "*");

describe("a document's text", () => {
  it("is read in UTF-8, with and without a byte order mark", () => {
    assert.deepEqual(decodeDocument(Buffer.from(korean)), { text: korean, encoding: "utf-8" });
    assert.deepEqual(decodeDocument(Buffer.from(`\ufeff${korean}`)), { text: korean, encoding: "utf-8" });
    assert.deepEqual(decodeDocument(Buffer.from("")), { text: "", encoding: "utf-8" });
  });

  it("is read in CP949, which Korean Windows writes", () => {
    for (const text of [korean, "똠방각하의 계획: 0.70 → 0.603"]) {
      assert.deepEqual(decodeDocument(inCp949(text)), { text, encoding: "cp949" });
    }
  });

  it("is read in UTF-16 where a byte order mark says so", () => {
    const bytes = Buffer.from(`\ufeff${korean}`, "utf16le");
    assert.deepEqual(decodeDocument(bytes), { text: korean, encoding: "utf-16le" });
    assert.deepEqual(decodeDocument(Buffer.from(bytes).swap16()), { text: korean, encoding: "utf-16be" });
  });

  it("is read in the encoding that it declares", () => {
    const bytes = Buffer.concat([Buffer.from("# -*- coding: shift_jis -*-\n"), Buffer.from([0x95, 0x5c])]);
    assert.deepEqual(decodeDocument(bytes), { text: "# -*- coding: shift_jis -*-\n表", encoding: "shift_jis" });
  });

  it("may speak of coding without declaring any encoding", () => {
    const text = "# Coding: the plan\n→";
    assert.equal(decodeDocument(Buffer.from(text))?.text, text);
  });

  it("is not guessed where the bytes are of another encoding, or of no text", () => {
    const windows1252 = Buffer.from("don\x92t raise it; the bot\x92s \x93exit\x94 is 0.6", "latin1");
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]);
    const utf16WithoutMark = Buffer.from("a plan", "utf16le");
    for (const bytes of [windows1252, png, utf16WithoutMark, Buffer.from([0xef, 0xbb, 0xbf, 0xff])]) {
      assert.equal(decodeDocument(bytes), undefined);
    }
  });
});
