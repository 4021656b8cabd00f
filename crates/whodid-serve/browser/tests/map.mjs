// The map: moved by mouse and by keys, played through time, and the same by links alone. Nothing of it moves by itself.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, number, open } from "../lib/browser.mjs";
import { BASE, api, missing } from "../lib/here.mjs";

const skip = await missing("/map");

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const asked = (page, name) => new URL(page.url()).searchParams.get(name);
/** What part of the earth is drawn. */
const part = (page) => page.locator("#map svg[viewBox]").first().getAttribute("viewBox");
/** How often it is doubled. */
const near = (page) => Number((asked(page, "view") ?? "0").split(",").pop());

async function map(settings) {
  const opened = await open(browser, BASE, { height: 1200, ...settings });
  await opened.page.goto(`${BASE}/map`);
  return opened;
}

/** Does something, and waits until the address is another. */
async function moves(page, what) {
  const before = page.url();
  await what();
  await page.waitForURL((url) => url.href !== before);
}

test("points, areas and unknown places add up, and the unknown are not drawn", { skip }, async () => {
  const { page, faults, close } = await map();
  const count = number(await page.locator("h1").innerText());
  const counts = [];
  for (const name of ["At a point", "Somewhere in an area", "Nobody knows where"]) {
    counts.push(number(await page.getByRole("region", { name }).getByRole("link").first().innerText()));
  }
  assert.equal(counts.reduce((all, one) => all + one, 0), count, `${counts}`);
  assert.equal(count, (await api("/api/v1/events?limit=1")).count);
  for (const [at, name] of ["point", "area", "unknown"].entries()) {
    assert.equal((await api(`/api/v1/events?located=${name}&limit=1`)).count, counts[at], name);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("keys move it and look nearer", { skip }, async () => {
  const { page, faults, close } = await map();
  const whole = await part(page);
  await page.locator("#map-figure").focus();
  await moves(page, () => page.keyboard.press("+"));
  assert.equal(near(page), 1);
  await moves(page, () => page.keyboard.press("+"));
  assert.equal(near(page), 2);
  const middle = await part(page);
  for (const key of ["ArrowRight", "ArrowUp"]) await moves(page, () => page.keyboard.press(key));
  assert.notEqual(await part(page), middle);
  for (const key of ["ArrowLeft", "ArrowDown"]) await moves(page, () => page.keyboard.press(key));
  assert.equal(await page.evaluate(() => document.activeElement.id), "map-figure", "the focus stays on the map");
  await moves(page, () => page.keyboard.press("-"));
  assert.equal(near(page), 1);
  await moves(page, () => page.keyboard.press("0"));
  assert.equal(await part(page), whole);
  await page.goBack();
  await page.waitForFunction((was) => document.querySelector("#map svg[viewBox]").getAttribute("viewBox") !== was, whole);
  assert.equal(near(page), 1, "the way back leads through the views");
  assert.deepEqual(faults, []);
  await close();
});

test("the mouse looks nearer and drags", { skip }, async () => {
  const { page, faults, close } = await map();
  const box = await page.locator("#map .earth").boundingBox();
  // In the South Atlantic, where nothing is a link.
  const [x, y] = [box.x + box.width * 0.42, box.y + box.height * 0.7];
  await moves(page, () => page.mouse.dblclick(x, y));
  await moves(page, () => page.mouse.dblclick(x, y));
  assert.equal(near(page), 2);
  const before = await part(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 120, y + 60, { steps: 6 });
  await moves(page, () => page.mouse.up());
  assert.equal(near(page), 2);
  const after = await part(page);
  assert.ok(Number(after.split(" ")[0]) > Number(before.split(" ")[0]), "what was further east is seen");
  await page.reload();
  assert.equal((await part(page)).split(" ").map(Math.round).join(), after.split(" ").map(Math.round).join(), "the address gives the same part");
  assert.deepEqual(faults, []);
  await close();
});

test("play goes through time until it is stopped, and not before it is asked", { skip, timeout: 60_000 }, async () => {
  const { page, faults, close } = await map();
  await page.waitForTimeout(1500);
  assert.equal(page.url(), `${BASE}/map`, "nothing moves by itself");
  const play = page.getByRole("button", { name: "Play" });
  await moves(page, () => play.click());
  const first = asked(page, "from");
  assert.ok(first && asked(page, "to"), "a stretch of time is shown");
  await page.waitForURL((url) => url.searchParams.get("from") > first);
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("button", { name: "Play" }).getAttribute("aria-pressed"), "false");
  const stopped = page.url();
  await page.waitForTimeout(2000);
  assert.equal(page.url(), stopped);
  await page.reload();
  assert.equal(page.url(), stopped, "what was shown last is an address");
  assert.deepEqual(faults, []);
  await close();
});

test("for whom motion is too much a press is one step", { skip }, async () => {
  const { page, close } = await map({ more: { reducedMotion: "reduce" } });
  await moves(page, () => page.getByRole("button", { name: "Play" }).click());
  const first = page.url();
  await page.waitForTimeout(2000);
  assert.equal(page.url(), first);
  await close();
});

test("without script links do the same", { skip }, async () => {
  const { page, close } = await map({ script: false });
  assert.equal(await page.getByRole("button", { name: "Play" }).count(), 0);
  const whole = await part(page);
  await page.getByRole("link", { name: "Nearer" }).click();
  await page.getByRole("link", { name: "East" }).click();
  assert.equal(near(page), 1);
  assert.notEqual(await part(page), whole);
  await page.getByRole("link", { name: "The whole earth" }).first().click();
  assert.equal(await part(page), whole);
  await page.getByRole("link", { name: "Step through time" }).click();
  const first = asked(page, "from");
  await page.getByRole("link", { name: /Later/ }).click();
  assert.ok(asked(page, "from") > first);
  await close();
});

test("a symbol leads to its events", { skip }, async () => {
  const { page, close } = await map();
  const symbol = page.locator("#map .marks a").first();
  const count = number((await symbol.getAttribute("aria-label")) ?? (await symbol.locator("title").textContent()));
  await symbol.focus();
  await Promise.all([page.waitForURL(/\/(events|map)\?/), page.keyboard.press("Enter")]);
  if (new URL(page.url()).pathname === "/events") assert.equal(number(await page.locator("h1").innerText()), count);
  await close();
});
