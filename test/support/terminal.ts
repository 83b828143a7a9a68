// Runs a command at a pseudo-terminal of its own.
import { execFileSync } from "node:child_process";

/** Prints what the terminal shows; with a sign and keys, types those once the sign is there. */
const program = `
import os, pty, sys
sign, keys, command = sys.argv[1].encode(), sys.argv[2].encode(), sys.argv[3:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
shown = b""
while True:
    try:
        part = os.read(terminal, 65536)
    except OSError:
        break
    if not part:
        break
    shown += part
    if sign and sign in shown:
        os.write(terminal, keys)
        sign = b""
os.waitpid(child, 0)
sys.stdout.buffer.write(shown)
`;

/** What the terminal shows of a command, byte by byte. `keys` are typed once `sign` is shown. */
export function atTerminal(
  command: readonly string[],
  { sign = "", keys = "", ...options }: { cwd: string; env: NodeJS.ProcessEnv; sign?: string; keys?: string },
): string {
  return execFileSync("python3", ["-c", program, sign, keys, ...command], { ...options, encoding: "utf8" });
}
