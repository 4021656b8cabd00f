// Tests of the pages in a browser: `node run.mjs [--program PATH] [FILE...]`.
//
// Makes a store of the example articles, serves it, and runs every file of tests (or those named) against it. Ends with 0 when
// all pass, 1 when one fails, 2 when nothing could be tested.

import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { browserPath } from "./lib/browser.mjs";
import { INPUTS, fill, folder, program, serve } from "./lib/program.mjs";

/** Longer than this and something hangs. */
const MOST_MS = 420_000;

function tests(named) {
  const all = join(import.meta.dirname, "tests");
  const names = readdirSync(all).filter((name) => name.endsWith(".mjs")).sort();
  const wanted = names.filter((name) => !named.length || named.some((one) => one.endsWith(name)));
  return wanted.map((name) => join(all, name));
}

async function main() {
  const { values, positionals } = parseArgs({ options: { program: { type: "string" } }, allowPositionals: true });
  if (!browserPath()) throw new Error("no Chromium is installed; name one in CHROMIUM");
  const path = program(values.program);
  const store = join(folder(), "examples.db");
  fill(path, store, INPUTS);
  const server = await serve(path, store);
  const child = spawn(process.execPath, ["--test", "--test-concurrency=2", "--test-reporter=spec", ...tests(positionals)], {
    stdio: "inherit",
    timeout: MOST_MS,
    env: { ...process.env, WHODID_PROGRAM: path, WHODID_STORE: store, WHODID_BASE: server.base },
  });
  const code = await new Promise((ended) => child.once("exit", (status, signal) => ended(signal ? `${signal}` : status)));
  if (typeof code === "string") console.error(`whodid: the tests were stopped (${code}): they took more than ${MOST_MS / 1000} s`);
  return code === 0 ? 0 : 1;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(`whodid: ${error.message}`);
  process.exit(2);
}
