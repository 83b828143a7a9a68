import assert from "node:assert/strict";
import { literally, plain } from "../../src/extension/plain";

describe("text from a plan, a file or git", () => {
  it("brings no link into a notification, and no control character", () => {
    const said = plain("see [here](command:phasegate.applyPhase1) or [a]\u0007(https://evil.example)\u202e");
    // What VS Code takes for a link in a notification.
    assert.doesNotMatch(said, /\[[^\]]+\]\(/);
    assert.equal(said, "see [here]\u200b(command:phasegate.applyPhase1) or [a] (https://evil.example) ");
  });

  it("brings no icon into a list or the status bar", () => {
    assert.equal(plain("$(verified) sealed, $(sync~spin)"), "$\u200b(verified) sealed, $\u200b(sync~spin)");
  });

  it("stands in Markdown letter by letter", () => {
    const written = literally("<command:x> https://evil.example\n- [a](b) www.evil.example a@b.example $(x) 0.603");
    assert.doesNotMatch(written, /[<>[\](){}:/.@$`*_]/);
    const read = written.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    assert.equal(read, "<command:x> https://evil.example - [a](b) www.evil.example a@b.example $(x) 0.603");
  });
});
