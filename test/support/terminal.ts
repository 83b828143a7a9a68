// Runs a command at a pseudo-terminal of its own.
import { spawnSync } from "node:child_process";

/** Prints what the terminal shows, and ends as the command does; with a sign and keys, types those once the sign is there. */
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
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
`;

/** What the terminal shows of a command, byte by byte, and its exit code. `keys` are typed once `sign` is shown. */
export function atTerminal(
  command: readonly string[],
  { sign = "", keys = "", ...options }: { cwd: string; env: NodeJS.ProcessEnv; sign?: string; keys?: string },
): { readonly shown: string; readonly status: number | null } {
  const args = ["-c", program, sign, keys, ...command];
  const { stdout: shown, status, error } = spawnSync("python3", args, { ...options, encoding: "utf8" });
  if (error) throw error;
  return { shown, status };
}
