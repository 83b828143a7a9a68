import assert from "node:assert/strict";
import { commands, extensions } from "vscode";

const id = "phasegate.phasegate";

interface Manifest {
  readonly contributes?: { readonly commands?: readonly { readonly command: string }[] };
}

describe("the packaged extension", () => {
  it("is installed", () => {
    assert.ok(extensions.getExtension(id), `${id} is not among the installed extensions`);
  });

  it("activates", async () => {
    const extension = extensions.getExtension(id);
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });

  it("registers every command that its manifest names, and no other", async () => {
    const extension = extensions.getExtension<Manifest>(id);
    await extension?.activate();
    const manifest: Manifest = extension?.packageJSON ?? {};
    const named = (manifest.contributes?.commands ?? []).map(({ command }) => command);
    // VS Code itself adds `phasegate.<view>.focus` and the like.
    const registered = (await commands.getCommands(true)).filter((command) => /^phasegate\.\w+$/.test(command));
    assert.deepEqual(registered.sort(), named.sort());
  });
});
