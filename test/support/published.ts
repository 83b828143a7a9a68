// Holds what the command line prints as JSON against the schemas that are published.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import Ajv, { type ValidateFunction } from "ajv/dist/2020";
import { readCommandLine } from "../../src/cli/command-line/arguments";
import type { JsonObject } from "../../src/core/json";

const folder = "schemas/cli";

/** The schemas of what --json prints, by their names without ".schema.json". */
export const published: ReadonlyMap<string, JsonObject> = new Map(
  readdirSync(folder).map((file) => [
    file.replace(/\.schema\.json$/, ""),
    JSON.parse(readFileSync(`${folder}/${file}`, "utf8")),
  ]),
);

const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
ajv.addSchema([...published.values()]);

export function validatorOf(name: string): ValidateFunction | undefined {
  return ajv.getSchema(String(published.get(name)?.["$id"]));
}

/** Throws where JSON was asked for, and what was printed is not what is published of that command or of a refusal. */
export function assertPublished(args: readonly string[], { status, stdout }: Printed): void {
  const { json, name, help, version } = readCommandLine(args);
  if (!json || isSilent(args, status, stdout)) return;
  const value: unknown = JSON.parse(stdout);
  const isRefusal = typeof value === "object" && value !== null && Object.keys(value).join() === "problems";
  assert.ok(!isRefusal || status !== 0, stdout);
  const schema = isRefusal ? "refusal" : help ? "help" : version ? "version" : name;
  const validate = validatorOf(schema ?? "");
  assert.ok(validate, `${args.join(" ")} has no schema, and prints ${stdout}`);
  const isValid = validate(value);
  assert.ok(isValid, `${schema}.schema.json: ${ajv.errorsText(validate.errors?.slice(0, 20))}\n${stdout}`);
  for (const { code, data } of problemsIn(value)) {
    const ofCode = ajv.getSchema(`${published.get("problem-data")?.["$id"]}#/$defs/${code}`);
    assert.ok(ofCode?.(data), `the data of ${code}: ${ajv.errorsText(ofCode?.errors)}\n${JSON.stringify(data)}`);
  }
}

/** Every problem and finding in what was printed, however deep. */
function problemsIn(value: unknown): { code: unknown; data: unknown }[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(problemsIn);
  return "code" in value && "message" in value && "data" in value ? [value, ...inner] : inner;
}

interface Printed {
  readonly status: number | null;
  readonly stdout: string;
}

/** A command that was killed, or the guard that git asks, prints nothing. */
function isSilent(args: readonly string[], status: number | null, stdout: string): boolean {
  return stdout === "" && (status === null || args.includes("commit"));
}
