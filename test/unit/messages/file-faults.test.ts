// Tests of the sentences for files that can't be read or written.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type FileFault, problem } from "../../../src/core/problem";
import { describe as sentence } from "../../../src/messages/problems";

describe("a file that can't be read or written", () => {
  const told = (detail: FileFault): string => sentence(problem("file-unreadable", { path: "bot.py", detail }));

  it("is told in words, whatever code the file system has for it", () => {
    for (const system of ["EACCES", "EPERM", "ENAMETOOLONG", "ENOSPC", "EROFS", "EMFILE", "EIO", "ELOOP", "ENOTDIR"]) {
      assert.match(told({ system }), /^bot\.py can't be read\. [A-Z].*\.$/);
      assert.doesNotMatch(told({ system }), new RegExp(system));
    }
  });

  it("is told by the code where nothing is known of it", () => {
    assert.equal(told({ system: "UNKNOWN" }), "bot.py can't be read. The system reports UNKNOWN.");
    assert.equal(told({ system: "constructor" }), "bot.py can't be read. The system reports constructor.");
  });

  it("is told what it is where it is none", () => {
    assert.equal(told("not-regular"), "bot.py can't be read. It is not a regular file.");
    assert.equal(told("not-utf-8"), "bot.py can't be read. It is not text in UTF-8. Save it as UTF-8.");
    assert.equal(told("too-large"), "bot.py can't be read. It is larger than 5 MB.");
  });
});
