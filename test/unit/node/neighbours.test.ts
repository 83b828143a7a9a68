// Tests which files of a repository are searched for other uses of a governed file's values, and what is said of the rest.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Neighbours, readNeighbours } from "../../../src/node/files/neighbours";
import { decodeText } from "../../../src/node/files/text-file";

describe("the files beside a governed one", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "phasegate-neighbours-"));
    write("bots/config.py", "import limits\nclass Config:\n    STOP_LOSS = 0.01\n");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(path: string, text: string | Buffer): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  function search(): Promise<Neighbours> {
    const governed = decodeText("bots/config.py", Buffer.from("import limits\nclass Config:\n    STOP_LOSS = 0.01\n"));
    return readNeighbours(root, ["bots/config.py", "bots/broken.py"], [governed]);
  }

  it("are those that import it, or that it imports, and the JSON that is called as its class is", async () => {
    write("main.py", "from bots.config import Config\n");
    write("bots/limits.py", "LOWEST = 0.2\n");
    write("bots/other.py", "import json\n");
    write("loads.py", 'import importlib\nimportlib.import_module("bots.config")\n');
    write("finds.py", 'import sys\nsys.modules["config"].STOP_LOSS = 1\n');
    write("runs.py", 'import runpy\nrunpy.run_path("bots/config.py")\n');
    write("bots/Config.json", '{"STOP_LOSS": 0.02}');
    write("Config.json", "{}");
    write("bots/state.json", "{}");
    for (const foreign of ["venv", ".git", "node_modules", "__pycache__"])
      write(`${foreign}/config_user.py`, "import config\n");
    const { neighbours, valueFiles, unsearched } = await search();
    assert.deepEqual([...neighbours.keys()].sort(), ["bots/limits.py", "finds.py", "loads.py", "main.py", "runs.py"]);
    assert.deepEqual([...valueFiles], [["bots/Config.json", '{"STOP_LOSS": 0.02}']]);
    assert.deepEqual(unsearched, { paths: [] });
  });

  it("are read anew once they have changed", async () => {
    write("main.py", "from bots.config import Config\nA = 1\n");
    const first = (await search()).neighbours.get("main.py");
    assert.equal((await search()).neighbours.get("main.py"), first);
    write("main.py", "from bots.config import Config\nA = 1000\n");
    assert.match((await search()).neighbours.get("main.py")?.text ?? "", /1000/);
  });

  it("are not followed out of the repository, nor round in a circle", async () => {
    const outside = mkdtempSync(join(tmpdir(), "phasegate-outside-"));
    writeFileSync(join(outside, "far.py"), "import config\n");
    symlinkSync(outside, join(root, "linked"));
    symlinkSync(join(outside, "far.py"), join(root, "far.py"));
    symlinkSync(root, join(root, "bots", "circle"));
    const { neighbours, unsearched } = await search();
    rmSync(outside, { recursive: true });
    assert.deepEqual([[...neighbours.keys()], unsearched], [[], { paths: [] }]);
  });

  it("are named where they are too large or hold no text; data files are no sources", async () => {
    write("huge.py", `import config\n${"#".repeat(512 * 1024)}`);
    // Of a governed one that can't be read, the plan's own findings tell.
    write("bots/broken.py", Buffer.from([0xff, 0xfe, 0x00]));
    write("binary.py", Buffer.from([0x69, 0xff, 0xfe, 0x00, 0x80]));
    write("data.json", Buffer.alloc(600 * 1024, "1"));
    const { unsearched, neighbours } = await search();
    assert.deepEqual([[...neighbours.keys()], unsearched], [[], { paths: ["binary.py", "huge.py"] }]);
  });

  it("are so many, and where there are more, that is told; data files don't count", async () => {
    for (let index = 0; index < 2001; index++) write(`data/${index}.json`, "{}");
    assert.deepEqual((await search()).unsearched, { paths: [] });
    for (let index = 0; index < 2001; index++) write(`many/m${index}.py`, "");
    assert.deepEqual((await search()).unsearched, { most: 2000, paths: [] });
  });

  it("lie in so many folders, and where there are more, that is told", async () => {
    for (let index = 0; index < 500; index++) mkdirSync(join(root, `folder${index}`));
    assert.deepEqual((await search()).unsearched, { most: 500, paths: [] });
  });
});
