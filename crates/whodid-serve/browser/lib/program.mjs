// The program under test: stores that it makes, and servers on them.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The repository. */
export const ROOT = join(import.meta.dirname, "../../../..");

/** What tests are made on: the example articles, one that means harm, one that is read from right to left, and one happening told twice. */
export const INPUTS = [
  join(ROOT, "examples"),
  join(ROOT, "crates/whodid-serve/tests/common/harm.jsonl"),
  join(ROOT, "crates/whodid-serve/browser/data"),
];

/**
 * The program that was built last, unless another is named.
 *
 * @param {string | undefined} named its path
 * @returns {string} its path
 */
export function program(named) {
  const built = ["release", "debug"].map((kind) => join(ROOT, "target", kind, "whodid"));
  const found = (named ? [named] : built).find((path) => existsSync(path));
  if (!found) throw new Error(`there is no program at ${named ?? built.join(" or ")}; build it with \`cargo build --release\``);
  return found;
}

/**
 * A folder that is gone when this process ends.
 *
 * @returns {string} its path
 */
export function folder() {
  const made = mkdtempSync(join(tmpdir(), "whodid-browser-"));
  process.on("exit", () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/**
 * Reads files into a store, new or there already.
 *
 * @param {string} path the program
 * @param {string} store the store's file
 * @param {string[]} inputs files and folders
 */
export function fill(path, store, inputs) {
  const run = spawnSync(path, ["run", ...inputs, "--store", store, "--quiet"], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`no store could be made of ${inputs.join(", ")}: ${run.error ?? run.stderr}`);
}

/**
 * Starts a server on a free port of this machine.
 *
 * @param {string} path the program
 * @param {string} store the store's file
 * @param {string[]} more arguments of `whodid serve`
 * @returns {Promise<{base: string, pid: number, end: () => void}>} its address without a slash at the end, its process, and
 *   what ends it
 */
export async function serve(path, store, more = []) {
  const child = spawn(path, ["serve", "--store", store, "--listen", "127.0.0.1:0", ...more], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (bytes) => (said += bytes));
  const end = () => child.kill();
  process.on("exit", end);
  // The first line is the address.
  const first = new Promise((told, failed) => {
    createInterface({ input: child.stdout }).once("line", told);
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`\`whodid serve\` ended with ${code}: ${said}`)));
  });
  const address = new URL(await first);
  return { base: address.origin, pid: child.pid, end };
}
