import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { UserError } from "../../../src/core/problem";
import { applyEdits, type TextEdit } from "../../../src/core/text";
import { decodeText, spliceText } from "../../../src/node/files/text-file";

const path = "bot.py";

/** The one edit that turns the first `from` of the text into `to`. */
function replacing(text: string, from: string, to: string): TextEdit {
  const start = text.indexOf(from);
  assert.ok(start >= 0, `${from} is not in the text`);
  return { range: { start, end: start + from.length }, newText: to };
}

function codesOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

/** Bytes from Latin-1 pieces and raw byte values, so that a case shows what it holds. */
function bytes(...parts: (string | number[])[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));
}

const declared = [
  { name: "UTF-8 by default", encoding: "utf-8", head: "", word: [...Buffer.from("한글 🎉 é")] },
  {
    name: "UTF-8 with a byte order mark",
    encoding: "utf-8",
    head: "\ufeff# coding: utf-8\n",
    word: [...Buffer.from("ü")],
  },
  { name: "UTF-8 in the second line", encoding: "utf-8", head: "#!/bin/sh\n# -*- coding: UTF-8 -*-\n", word: [] },
  { name: "EUC-KR", encoding: "euc-kr", head: "# -*- coding: euc-kr -*-\n", word: [0xc7, 0xd1, 0xb1, 0xdb] },
  {
    name: "CP949, with ASCII letters as second bytes",
    encoding: "cp949",
    head: "# coding=cp949\n",
    word: [0x81, 0x41, 0xc6, 0x52],
  },
  {
    name: "Latin-1, control characters of the upper half too",
    encoding: "latin-1",
    head: "# vim: set fileencoding=latin-1 :\n",
    word: [0xe9, 0x80, 0x9f, 0xff],
  },
  {
    name: "Shift JIS, with a backslash as second byte",
    encoding: "shift_jis",
    head: "# coding: shift_jis\n",
    word: [0x95, 0x5c, 0xb1],
  },
  {
    name: "GB 18030, four bytes for one character",
    encoding: "gb18030",
    head: "# coding: gb18030\n",
    word: [0x94, 0x39, 0xda, 0x33],
  },
  { name: "Windows-1252", encoding: "cp1252", head: "# coding: cp1252\n", word: [0x80, 0x93, 0xe9] },
];

describe("a source file's bytes", () => {
  for (const { name, encoding, head, word } of declared) {
    it(`change in the literal alone: ${name}`, () => {
      const before = bytes(head, "A = '", word, "'  # ", word, "\r\nRATE = 0.70  # ", word, "\nX = 1\r", word);
      const after = bytes(head, "A = '", word, "'  # ", word, "\r\nRATE = 0.603  # ", word, "\nX = 25\r", word);
      const file = decodeText(path, before);
      assert.equal(file.encoding, encoding);
      const edits = [replacing(file.text, "1\r", "25\r"), replacing(file.text, "0.70", "0.603")];
      assert.deepEqual(spliceText(file, edits), after);
    });
  }

  it("stay as they are without an edit, and come back when an edit is taken back", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.boolean(),
        fc.string({ unit: "grapheme-ascii" }),
        (text, bom, word) => {
          fc.pre(!/coding/.test(text + word) && !text.startsWith("\ufeff"));
          const original = Buffer.from((bom ? "\ufeff" : "") + text);
          const file = decodeText(path, original);
          assert.equal(file.text, text);
          assert.equal(file.bom, bom);
          assert.deepEqual(spliceText(file, []), original);
          const characters = [...text];
          const [start, end] = [3, 2].map((part) => characters.slice(0, characters.length / part).join("").length) as [
            number,
            number,
          ];
          const edited = decodeText(path, spliceText(file, [{ range: { start, end }, newText: word }]));
          assert.equal(edited.text, applyEdits(text, [{ range: { start, end }, newText: word }]));
          const back = { range: { start, end: start + word.length }, newText: text.slice(start, end) };
          assert.deepEqual(spliceText(edited, [back]), original);
        },
      ),
    );
  });

  it("are refused where they can't be decoded for certain", () => {
    const undecodable = [
      bytes("A = '", [0xe9], "'"),
      bytes("A = '", [0xed, 0xa0, 0x80], "'"),
      bytes([0xff, 0xfe], "A\0"),
      bytes("# coding: euc-kr\nA = '", [0xc7], "'"),
      bytes("# coding: ascii\nA = '", [0xe9], "'"),
      bytes("# coding: rot13\nA = 1"),
      bytes("# coding: utf-16\nA = 1"),
      bytes("\ufeff# coding: euc-kr\nA = 1"),
    ];
    for (const each of undecodable)
      assert.deepEqual(
        codesOf(() => decodeText(path, each)),
        ["file-undecodable"],
      );
  });

  it("are declared in the first two lines only, the first being blank or a comment", () => {
    assert.equal(decodeText(path, bytes("x = 1\n# coding: latin-1\n")).encoding, "utf-8");
    assert.equal(decodeText(path, bytes("\n\n# coding: latin-1\n")).encoding, "utf-8");
    assert.equal(decodeText(path, bytes("\r\n# coding: latin-1\r\n")).encoding, "latin-1");
    assert.equal(decodeText(path, bytes("x = 'coding: latin-1'\n")).encoding, "utf-8");
  });

  it("of CP949 are read as Python reads them", () => {
    const known: [code: number, character: string][] = [
      [0x8141, "갂"],
      [0x81fe, "괓"],
      [0xa141, "좥"],
      [0xb0a1, "가"],
      [0xc652, "힣"],
      [0xc8fe, "힝"],
      [0xa1a1, "\u3000"],
      [0xa2e6, "€"],
    ];
    for (const [code, character] of known) {
      const file = decodeText(path, bytes("# coding: cp949\n", [code >> 8, code & 0xff]));
      assert.equal(file.text, `# coding: cp949\n${character}`, code.toString(16));
    }
    for (const wrong of [[0x81], [0x81, 0x30], [0xc6, 0x53], [0xff, 0xa1], [0xc9, 0xa1], [0x80]]) {
      assert.deepEqual(
        codesOf(() => decodeText(path, bytes("# coding: cp949\n", wrong))),
        ["file-undecodable"],
      );
    }
  });

  it("take only ASCII where a legacy encoding would have to be written", () => {
    for (const encoding of ["euc-kr", "latin-1", "ascii", "cp1252"]) {
      const file = decodeText(path, bytes(`# coding: ${encoding}\nA = 'x'\n`));
      assert.deepEqual(
        codesOf(() => spliceText(file, [replacing(file.text, "x", "é")])),
        ["file-unencodable"],
      );
    }
    const file = decodeText(path, bytes("A = 'x'\n"));
    assert.deepEqual(spliceText(file, [replacing(file.text, "x", "é🎉")]), bytes("A = 'é🎉'\n"));
  });

  it("never change by an edit that splits a character, overlaps or misses", () => {
    const file = decodeText(path, bytes("A = '🎉'\n"));
    const legacy = decodeText(path, bytes("# coding: cp949\nA = '", [0x81, 0x41], "'\n"));
    const edit = (start: number, end: number): TextEdit => ({ range: { start, end }, newText: "1" });
    assert.throws(() => spliceText(file, [edit(6, 7)]), RangeError);
    assert.throws(() => spliceText(file, [edit(0, 3), edit(2, 4)]), RangeError);
    assert.throws(() => spliceText(file, [edit(0, 99)]), RangeError);
    assert.throws(() => spliceText(legacy, [edit(0, 99)]), RangeError);
  });
});
