import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Json } from "../../src/core/json";

/** A value as CPython's parser sees it; offsets in UTF-16 code units. */
export interface OracleValue {
  readonly kind: string;
  readonly range: readonly [number, number];
  /** Absent where JSON or a double can't hold it. */
  readonly value?: Json;
  /** Of numbers and strings. */
  readonly type?: string;
  readonly elements?: readonly (readonly [step: Json, value: OracleValue])[];
}

export interface OracleAssignment {
  readonly scope: string;
  readonly name: string;
  readonly nameRange: readonly [number, number];
  readonly annotated: boolean;
  readonly conditional: boolean;
  readonly value: OracleValue;
}

export interface OracleAnswer {
  readonly text?: string;
  readonly assignments?: readonly OracleAssignment[];
  readonly refused?: string;
}

export type OracleRequest = { readonly file: string } | { readonly text: string };

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** A python3 that runs `script` of test/oracle and answers one JSON line for each that it is sent. */
export class Oracle<Request = OracleRequest, Answer = OracleAnswer> {
  readonly #process: ChildProcess;
  readonly #waiting: Waiting<Answer>[] = [];
  /** Why nothing answers any more. */
  #ended: Error | undefined;

  constructor(script: string) {
    this.#process = spawn("python3", [`test/oracle/${script}`], { stdio: ["pipe", "pipe", "inherit"] });
    this.#process.on("error", () => this.#fail("python3 is missing: these tests compare with CPython's own parser"));
    this.#process.on("exit", (code) => this.#fail(`the oracle ended with exit code ${code}`));
    const { stdin, stdout } = this.#process;
    stdin?.on("error", ({ message }) => this.#fail(`the oracle takes no requests: ${message}`));
    if (stdout)
      createInterface({ input: stdout }).on("line", (line) => this.#waiting.shift()?.resolve(JSON.parse(line)));
  }

  ask(request: Request): Promise<Answer> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.stdin?.write(`${JSON.stringify(request)}\n`);
    });
  }

  close(): void {
    this.#process.stdin?.end();
  }

  #fail(message: string): void {
    this.#ended ??= new Error(message);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
  }
}

/** What python3 prints for `program`; throws a clear error where there is no python3. */
export function runPython(program: string): string {
  try {
    return execFileSync("python3", ["-c", program], { encoding: "utf8", maxBuffer: 1 << 28 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new Error("python3 is missing: these tests compare with CPython's own parser");
    throw error;
  }
}
