// Reads from the types what the data of each problem is, as JSON Schema.
import { join } from "node:path";
import { API, SymbolFlags, TypeFlags } from "typescript/unstable/sync";
import { root } from "./paths.mjs";

/** @typedef {import("typescript/unstable/sync").Type} Type */
/** @typedef {import("typescript/unstable/sync").Checker} Checker */
/** @typedef {Record<string, unknown>} Schema */

/** By the problems' codes. @returns {Record<string, Schema>} */
export function problemDataSchemas() {
  const file = join(root, "src/core/problem/codes.ts");
  const config = join(root, "tsconfig.json");
  const api = new API({ cwd: root });
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    const text = project?.program.getSourceFile(file)?.text ?? "";
    const declared = /(?<=interface )ProblemData\b/.exec(text);
    const symbol = declared && project?.checker.getSymbolAtPosition(file, declared.index);
    if (!project || !symbol) throw new Error(`${file} has no interface ProblemData.`);
    const { checker } = project;
    return Object.fromEntries(
      membersOf(checker, checker.getDeclaredTypeOfSymbol(symbol)).map(({ name, type }) => [
        name,
        schemaOf(checker, type),
      ]),
    );
  } finally {
    api.close();
  }
}

/** @param {Checker} checker @param {Type} type */
function membersOf(checker, type) {
  return checker.getPropertiesOfType(type).map((symbol) => {
    const member = checker.getTypeOfSymbol(symbol);
    if (!member) throw new Error(`${symbol.name} has no type.`);
    return { name: symbol.name, type: member, isOptional: (symbol.flags & SymbolFlags.Optional) !== 0 };
  });
}

/** @type {readonly (readonly [number, Schema])[]} */
const plain = [
  [TypeFlags.String | TypeFlags.TemplateLiteral, { type: "string" }],
  [TypeFlags.Number, { type: "number" }],
  [TypeFlags.Boolean, { type: "boolean" }],
  [TypeFlags.Null, { type: "null" }],
  // Whatever JSON can hold.
  [TypeFlags.AnyOrUnknown, {}],
];

/** @param {Checker} checker @param {Type} type @returns {Schema} */
function schemaOf(checker, type) {
  // It holds itself.
  if (type.getAliasSymbol()?.name === "Json") return {};
  const [, found] = plain.find(([flags]) => (type.flags & flags) !== 0) ?? [];
  if (found) return found;
  if (type.isLiteralType()) return { const: type.value };
  if (type.isUnionType()) {
    // A member that may be absent is no member in JSON.
    const present = type.getTypes().filter(({ flags }) => (flags & TypeFlags.Undefined) === 0);
    return oneOf(present.map((each) => schemaOf(checker, each)));
  }
  if (checker.isArrayLikeType(type) && type.isTypeReference()) {
    const items = checker.getTypeArguments(type).map((each) => schemaOf(checker, each));
    const { length } = items;
    return {
      type: "array",
      items: oneOf(items),
      ...(checker.isTupleType(type) && { minItems: length, maxItems: length }),
    };
  }
  if ((type.flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0) return objectOf(checker, type);
  throw new Error(`${checker.typeToString(type)} has no JSON Schema.`);
}

/** @param {Checker} checker @param {Type} type @returns {Schema} */
function objectOf(checker, type) {
  const [index] = checker.getIndexInfosOfType(type);
  if (index) return { type: "object", additionalProperties: schemaOf(checker, index.valueType) };
  const members = membersOf(checker, type).filter((member) => (member.type.flags & TypeFlags.Undefined) === 0);
  const required = members.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
  return {
    type: "object",
    ...(required.length > 0 && { required }),
    ...(members.length > 0 && {
      properties: Object.fromEntries(members.map((member) => [member.name, schemaOf(checker, member.type)])),
    }),
    additionalProperties: false,
  };
}

/** @param {readonly Schema[]} schemas @returns {Schema} */
function oneOf(schemas) {
  const texts = [...new Set(schemas.map((schema) => JSON.stringify(schema)))].sort();
  const [first = {}, ...others] = texts.map((text) => /** @type {Schema} */ (JSON.parse(text)));
  if (others.length === 0) return first;
  const constants = [first, ...others].flatMap((schema) => ("const" in schema ? [schema["const"]] : []));
  const rest = [first, ...others].filter((schema) => !("const" in schema));
  const listed = constants.length > 1 ? [{ enum: constants }] : constants.map((constant) => ({ const: constant }));
  return rest.length === 0 ? (listed[0] ?? {}) : { anyOf: [...listed, ...rest] };
}
