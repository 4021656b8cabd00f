// Every page by keyboard alone: whatever can be used is reached, in an order that ends, and is seen when it is.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "../lib/browser.mjs";
import { crawl } from "../lib/crawl.mjs";
import { BASE } from "../lib/here.mjs";

const { pages } = await crawl();
let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Marks all that a keyboard must reach, and says how many there are. Of buttons of one choice one is reached, the others by arrows. */
function mark() {
  const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], [contenteditable=true]";
  const groups = new Set();
  const all = [...document.querySelectorAll(usable)].filter((one) => {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true })) return false;
    if (one.type !== "radio") return true;
    const first = !groups.has(one.name);
    groups.add(one.name);
    return first;
  });
  all.forEach((one, at) => (one.dataset.reach = one.type === "radio" ? `radio ${one.name}` : `${at}`));
  // How parts of drawings look before they are reached.
  globalThis.look = (one) => [...one.querySelectorAll("*")].map((part) => ["stroke", "strokeWidth", "fill"].map((name) => getComputedStyle(part)[name]).join()).join();
  for (const one of all) if (one.closest("svg")) one.rest = globalThis.look(one);
  return all.map((one) => one.dataset.reach);
}

/** Links that a keyboard passes over and that no other link on the page stands for. What leads within the page is read anyway,
 * and what counts nothing leads to nothing. */
function passed() {
  const all = [...document.querySelectorAll("a[href]:not([href^='#'])")].filter((one) => !/: 0 events/.test(one.getAttribute("aria-label")));
  const reached = new Set(all.filter((one) => one.tabIndex >= 0).map((one) => one.getAttribute("href")));
  return all.filter((one) => one.tabIndex < 0 && !reached.has(one.getAttribute("href"))).map((one) => one.outerHTML.slice(0, 120));
}

/** What has the focus, and whether that can be seen. */
function focused() {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  // The button within a field for a day is ringed by the browser, and the field then is not.
  const inner = one.type === "date" && !one.matches(":focus-visible");
  // Part of a drawing is drawn otherwise instead.
  const drawn = one.rest !== undefined && one.rest !== globalThis.look(one);
  const ring = inner || drawn || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  const within = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {
    reach: one.type === "radio" ? `radio ${one.name}` : (one.dataset.reach ?? one.tagName),
    name: `${one.tagName.toLowerCase()} "${(one.ariaLabel ?? one.textContent ?? "").trim().slice(0, 40)}" ${one.name ?? ""}`,
    seen: ring && within,
  };
}

/** Presses Tab until the focus leaves the page or comes back to where it began. */
async function walk(page, most) {
  const way = [];
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(focused);
    if (!now || now.reach === way[0]?.reach) return { way, ended: true };
    way.push(now);
  }
  return { way, ended: false };
}

for (const { target } of pages.filter((one) => one.plain)) {
  test(target, { timeout: 60_000 }, async () => {
    const { page, close } = await open(browser, BASE);
    await page.goto(BASE + target, { waitUntil: "load" });
    assert.deepEqual(await page.evaluate(passed), [], "what the keyboard passes over stands elsewhere again");
    const wanted = await page.evaluate(mark);
    // A field for a day has three parts and a button.
    const { way, ended } = await walk(page, wanted.length * 2 + 40);
    assert.ok(ended, `after ${way.length} steps the focus is still on its way`);
    assert.match(way[0].name, /Skip to content/, "the first stop leads past the head of the page");
    const unseen = way.filter((stop) => !stop.seen).map((stop) => stop.name);
    assert.deepEqual(unseen, [], "the focus can be seen wherever it is");
    const reached = new Set(way.map((stop) => stop.reach));
    const left = wanted.filter((one) => !reached.has(one));
    const names = await page.evaluate((ids) => ids.map((id) => document.querySelector(`[data-reach="${id}"]`)?.outerHTML.slice(0, 120)), left);
    assert.deepEqual(names, [], "everything that can be used is reached");
    await close();
  });
}

test("the first link leads past the head of the page", async () => {
  const { page, close } = await open(browser, BASE, { height: 500 });
  await page.goto(`${BASE}/events`);
  const skip = page.getByRole("link", { name: "Skip to content" });
  const seen = () => skip.evaluate((one) => one.getBoundingClientRect().right > 0 && one.getBoundingClientRect().bottom > 0);
  assert.equal(await seen(), false, "it is out of sight until it is reached");
  await page.keyboard.press("Tab");
  assert.equal(await seen(), true, "and seen then");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null));
  await close();
});

test("a filter is set by keyboard alone", async () => {
  const { page, close } = await open(browser, BASE, { script: false });
  await page.goto(`${BASE}/events`);
  const at = (name) => page.evaluate((wanted) => document.activeElement.name === wanted, name);
  for (let step = 0; step < 400 && !(await at("text")); step += 1) await page.keyboard.press("Tab");
  assert.ok(await at("text"));
  await page.keyboard.type("arrested");
  await Promise.all([page.waitForURL(/text=arrested/), page.keyboard.press("Enter")]);
  await close();
});
