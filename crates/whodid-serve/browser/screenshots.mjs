// Pictures of every page, light and dark: `node screenshots.mjs [--program PATH] [--into FOLDER] [FILE...]`.
//
// Made from a store of the example articles (or of the files named), so that they come out alike each time; days on which a store was
// made or read are not in them. Writes PNG files and a page that shows them all, and takes away pictures that were there before.
// For the same letters everywhere let the system have Noto (Debian: `apt-get install fonts-noto-core`).

import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { WIDTHS, launch, open } from "./lib/browser.mjs";
import { ROOT, fill, folder, program, serve } from "./lib/program.mjs";

/** The example articles, and one happening told by two outlets, so that something is there to compare. */
const SHOWN = [join(ROOT, "examples"), join(ROOT, "crates/whodid-serve/browser/data/told-twice.jsonl")];

/** Taller pages are cut off here, in pixels. */
const MOST_HEIGHT = 1100;
/** All pictures together, in bytes. */
const MOST_BYTES = 3 << 20;

/** Pages by the first part of their address, in the order in which they are shown, and what each is for. `one` is a page of one of many. */
const WORDS = {
  events: ["Events", "What was found, with every filter beside it and how many there would be."],
  "one of events": ["Event", "Who, what, when and where, every report with the words that prove it, accounts that differ, reprints apart."],
  timeline: ["Timeline", "Events through time, stacked by kind, with what was read."],
  map: ["Map", "Where; what has no place stands beside it."],
  network: ["Network", "Who acts on whom."],
  stories: ["Stories", "Events that belong together."],
  "one of stories": ["Story", "A story from its beginning."],
  participants: ["Participants", "Who takes part."],
  "one of participants": ["Participant", "With whom, as what, and under which names."],
  "one of documents": ["Document", "The text with all that was coded in it, and the sentences where nothing was and why."],
  "one of mentions": ["Passage", "One report, with what was coded in it and what people made of that."],
  review: ["Review", "What a person should look at first."],
  coverage: ["Coverage", "What was read, and what could not be."],
};

/** Looks as another does. */
const ALIKE = ["one of review"];

/** Lists whose first is the one with most to show. */
const FULLEST = { "one of stories": "/stories?sort=mentions", "one of participants": "/participants" };

/** The name of a page among pictures: `/events/x` is one of events. */
function called(target) {
  const [, room, id] = new URL(target, "http://localhost").pathname.split("/");
  return id ? `one of ${room}` : room;
}

/** A page for each name: the one with most on it where that is known, else the first that links lead to. */
async function chosen(base) {
  process.env.WHODID_BASE = base;
  const { crawl, links } = await import("./lib/crawl.mjs");
  const { api } = await import("./lib/here.mjs");
  const told = (await api("/api/v1/events?sort=origins&limit=1")).events[0];
  const busy = (await api("/api/v1/events?sort=latest&limit=1000")).events;
  const coded = new Map();
  for (const { documents } of busy) for (const id of documents) coded.set(id, (coded.get(id) ?? 0) + 1);
  const [document] = [...coded].sort((one, other) => other[1] - one[1])[0];
  const pages = new Map([
    ["one of events", `/events/${encodeURIComponent(told.id)}`],
    ["one of documents", `/documents/${encodeURIComponent(document)}`],
  ]);
  for (const [name, list] of Object.entries(FULLEST)) {
    const answer = await fetch(base + list);
    const first = answer.ok ? links((await answer.text()).split("<main")[1]).find((link) => called(link) === name) : undefined;
    if (first) pages.set(name, first);
  }
  for (const { target, status } of (await crawl()).pages) {
    const name = called(target);
    if (status === 200 && !ALIKE.includes(name) && !target.includes("?") && !pages.has(name)) pages.set(name, target);
  }
  const order = Object.keys(WORDS);
  const place = ([name]) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...pages].sort((one, other) => place(one) - place(other));
}

/** Writes a picture with as few colours as it needs, where the library for it is there. */
async function write(path, picture) {
  const sharp = await import("sharp").then((found) => found.default, () => undefined);
  const small = sharp ? await sharp(picture).png({ palette: true, quality: 90, effort: 10, compressionLevel: 9 }).toBuffer() : picture;
  writeFileSync(path, small);
}

/** Takes a picture of what is seen at the top of a page. */
async function take(browser, base, target, path, settings) {
  const { page, faults, close } = await open(browser, base, { height: MOST_HEIGHT, ...settings });
  await page.goto(base + target, { waitUntil: "networkidle" });
  // Days of making and reading would make each picture another.
  await page.evaluate(() => document.querySelectorAll(".citation time").forEach((day) => (day.textContent = "today")));
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  const { width, height } = page.viewportSize();
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width, height: Math.min(whole, height) }, animations: "disabled" });
  await close();
  if (faults.length) throw new Error(`${target}: ${faults.join("; ")}`);
  await write(path, picture);
}

/** The page that shows them all. */
function listed(shots) {
  const lines = ["# Pages of `whodid serve`", "", "Made by `node crates/whodid-serve/browser/screenshots.mjs` from the example articles.", ""];
  for (const { name, files } of shots) {
    const [title, what] = WORDS[name] ?? [name, ""];
    lines.push(`## ${title}`, "", ...(what ? [what, ""] : []));
    for (const { file, scheme, place } of files) lines.push(`![${title}, ${scheme}${place === "phone" ? ", on a phone" : ""}](${file})`, "");
  }
  return `${lines.join("\n").trim()}\n`;
}

async function main() {
  const options = { program: { type: "string" }, into: { type: "string", default: join(ROOT, "docs/screenshots") } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const path = program(values.program);
  const store = join(folder(), "shown.db");
  fill(path, store, positionals.length ? positionals : SHOWN);
  const server = await serve(path, store);
  const browser = await launch();
  mkdirSync(values.into, { recursive: true });
  for (const old of readdirSync(values.into)) if (old.endsWith(".png")) rmSync(join(values.into, old));
  const shots = [];
  for (const [name, target] of await chosen(server.base)) {
    const files = [];
    for (const place of name === "events" ? ["desk", "phone"] : ["desk"]) {
      for (const scheme of ["light", "dark"]) {
        const file = `${name.replaceAll(" ", "-")}${place === "phone" ? "-phone" : ""}-${scheme}.png`;
        const phone = place === "phone" ? { height: 844, more: { deviceScaleFactor: 2, isMobile: true, hasTouch: true } } : {};
        await take(browser, server.base, target, join(values.into, file), { width: WIDTHS[place], scheme, ...phone });
        files.push({ file, scheme, place });
      }
    }
    console.log(`${name}: ${target}`);
    shots.push({ name, files });
  }
  writeFileSync(join(values.into, "README.md"), listed(shots));
  await browser.close();
  const bytes = readdirSync(values.into).reduce((sum, file) => sum + statSync(join(values.into, file)).size, 0);
  console.log(`${(bytes / 1024).toFixed(0)} KB in ${values.into}`);
  if (bytes > MOST_BYTES) throw new Error(`the pictures are larger than ${MOST_BYTES >> 20} MB together`);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(`whodid: ${error.message}`);
  process.exit(2);
}
