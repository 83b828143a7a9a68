// Asks `phasegate mcp` by the protocol's own client, and holds its answers against the command line's.
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import Ajv from "ajv/dist/2020";
import { after, before, describe, it } from "mocha";
import { threeWins, WatchedDemo } from "../support/watched-demo";

describe("phasegate mcp", () => {
  let demo: WatchedDemo;
  let client: Client;
  let transport: StdioClientTransport;
  before(async () => {
    demo = new WatchedDemo();
    demo.writeLog(threeWins);
    const env = Object.entries(demo.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    transport = new StdioClientTransport({
      command: process.execPath,
      args: [resolve("dist/cli.js"), "mcp"],
      cwd: demo.folder,
      env: Object.fromEntries(env),
    });
    client = new Client({ name: "test", version: "1" });
    await client.connect(transport);
    // The client holds each answer against its tool's schema, once it has been told of that.
    await client.listTools();
  });
  after(async () => {
    await client.close();
    demo.remove();
  });

  const ask = async (name: string, given: Record<string, unknown> = {}) =>
    client.callTool({ name, arguments: given }) as Promise<{
      structuredContent: { exitCode: number; data: unknown; notes: string };
      content: { type: string; text: string }[];
      isError?: boolean;
    }>;

  it("offers tools that only read", async () => {
    const { tools } = await client.listTools();
    const names = ["status", "allowed_values", "preview_phase", "findings", "verdict", "checkpoints"];
    assert.deepEqual(
      tools.map(({ name }) => name),
      names,
    );
    for (const { name, annotations, inputSchema } of tools) {
      assert.equal(annotations?.readOnlyHint, true, name);
      assert.equal(inputSchema["additionalProperties"], false, name);
    }
    assert.match(client.getInstructions() ?? "", /never apply/);
  });

  for (const [name, given, args] of [
    ["status", {}, ["status"]],
    ["allowed_values", { phase: 2 }, ["schema", "--phase", "2"]],
    ["preview_phase", {}, ["diff"]],
    ["preview_phase", { phase: 3 }, ["diff", "3"]],
    ["findings", {}, ["check"]],
    ["checkpoints", {}, ["log"]],
  ] as const) {
    it(`answers ${name} ${JSON.stringify(given)} as the command line does, and changes nothing`, async () => {
      const before = demo.state();
      const { structuredContent, isError } = await ask(name, given);
      const { status, stdout, stderr } = demo.phasegate(...args, "--json");
      const expected = { exitCode: status, data: JSON.parse(stdout), notes: stderr.trim() };
      assert.deepEqual(structuredContent, expected);
      assert.equal(isError, false);
      assert.equal(demo.state(), before);
    });
  }

  it("gives the verdict, which is no error where it is no pass", async () => {
    const { structuredContent, content, isError } = await ask("verdict", { phase: 1 });
    const { exitCode, data } = structuredContent;
    const { outcome, criteria } = data as { outcome: string; criteria: unknown[] };
    assert.deepEqual([exitCode, outcome, criteria.length, isError], [4, "inconclusive", 4, false]);
    assert.ok(content.every(({ text }) => text.length <= 4001));
  });

  it("has for each tool a schema of what the command prints, which takes nothing else and no refusal for data", async () => {
    const { tools } = await client.listTools();
    const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
    for (const { name, outputSchema } of tools) {
      assert.ok(outputSchema, name);
      assert.ok(JSON.stringify(outputSchema).length < 40_000, name);
      const isValid = ajv.compile(outputSchema);
      const { structuredContent } = await ask(name, name === "verdict" ? { phase: 1 } : {});
      assert.ok(isValid(structuredContent), `${name}: ${ajv.errorsText(isValid.errors)}`);
      assert.ok(isValid({ ...structuredContent, data: null }), name);
      const { data } = structuredContent;
      for (const other of [{}, "x", Array.isArray(data) ? [{ renamed: 1 }] : { ...(data as object), renamed: 1 }]) {
        assert.ok(!isValid({ ...structuredContent, data: other }), `${name} takes ${JSON.stringify(other)}`);
      }
    }
  });

  it("refuses with the reasons what the command line refuses", async () => {
    const { structuredContent, isError } = await ask("preview_phase", { phase: 9 });
    const { problems } = structuredContent.data as { problems: { code: string }[] };
    assert.deepEqual([structuredContent.exitCode, problems[0]?.code, isError], [2, "phase-unknown", true]);
  });

  it("takes nothing else: no other tool, no other argument, no option in a phase's place", async () => {
    const before = demo.state();
    for (const [name, given] of [
      ["apply", {}],
      ["constructor", {}],
      ["status", { phase: 1 }],
      ["preview_phase", { phase: "--yes" }],
      ["preview_phase", { phase: -1 }],
      ["verdict", { phase: 1.5 }],
      ["verdict", { at: "2026-01-01T00:00:00Z" }],
    ] as const) {
      await assert.rejects(ask(name, given), /-32602/, `${name} ${JSON.stringify(given)}`);
    }
    assert.equal(demo.state(), before);
  });

  it("sees what has changed since, and answers several at once", async () => {
    const before = await ask("status");
    demo.done("rollback", "--yes");
    const [after, log] = await Promise.all([ask("status"), ask("checkpoints")]);
    const inEffect = (answer: typeof after) => (answer.structuredContent.data as { inEffect: number[] }).inEffect;
    assert.deepEqual([inEffect(before), inEffect(after)], [[1], []]);
    assert.equal((log.structuredContent.data as unknown[]).length, 2);
  });

  it("ends when its input is closed", async () => {
    const { pid } = transport;
    assert.ok(pid !== null);
    await client.close();
    assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
  });
});
