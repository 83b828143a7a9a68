// Makes the schema of what a tool answers out of those that are published of what its command prints.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isObject, type Json, type JsonObject } from "../core/json";

/** Beside the bundled program's own folder. */
const folder = join(__dirname, "../schemas/cli");

/** As one schema that needs no other: `$defs` has all that it refers to, each under the name of its file and its own. */
export async function outputSchema(command: string): Promise<JsonObject & { readonly type: "object" }> {
  const names = [command, "refusal", "shared"];
  const published = new Map(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
  const definitions: Record<string, Json> = {};
  const define = (schema: Json, file: string): Json =>
    mapped(schema, (reference) => {
      const [other = "", path = ""] = reference.split("#");
      const from = other === "" ? file : other.replace(".schema.json", "");
      const [, name = ""] = /^\/\$defs\/([^/]+)$/.exec(path) ?? [];
      const found = published.get(from)?.["$defs"];
      const key = `${from}-${name}`;
      if (!Object.hasOwn(definitions, key)) {
        // Named before it is looked into: a definition may refer to itself.
        definitions[key] = {};
        definitions[key] = define((isObject(found) && found[name]) || {}, from);
      }
      return `#/$defs/${key}`;
    });
  const printed = ({ $schema, $id, $defs, ...schema }: JsonObject = {}) => schema;
  const data = [
    define(printed(published.get(command)), command),
    define(printed(published.get("refusal")), "refusal"),
    { type: "null", description: "It printed no data." },
  ];
  return {
    type: "object",
    properties: {
      exitCode: {
        type: "integer",
        description:
          "As the command ends: 0 done or pass, 1 findings or fail, 2 refused, 3 a bug; of a verdict 4 inconclusive, which is no pass, and 5 not to be judged.",
      },
      data: { description: "What the command prints with --json.", anyOf: data },
      notes: { type: "string", description: "What it says beside its data." },
    },
    required: ["exitCode", "data", "notes"],
    additionalProperties: false,
    $defs: definitions,
  };
}

async function read(name: string): Promise<JsonObject> {
  return JSON.parse(await readFile(join(folder, `${name}.schema.json`), "utf8"));
}

/** The schema with each of its references as `map` writes it. */
function mapped(schema: Json, map: (reference: string) => string): Json {
  if (Array.isArray(schema)) return schema.map((each) => mapped(each, map));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([member, value]) => [
      member,
      member === "$ref" && typeof value === "string" ? map(value) : mapped(value, map),
    ]),
  );
}
