#!/usr/bin/env node
// Starts the command line; for the guards, which run at every edit and commit, first the small program that ends most of their work.
const args = process.argv.slice(2);
if (args[0] === "hook") void import("./guards").then(({ runHook }) => runHook(args, standardInput));
else void import("./main").then(({ main }) => main(args, standardInput));

async function standardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
