// Corrections, from the form to the list and back, and the queue of review by mouse and by keys: on a store of its own.

import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { launch, number, open } from "../lib/browser.mjs";
import { PROGRAM, STORE, missing } from "../lib/here.mjs";
import { folder, serve } from "../lib/program.mjs";

const skip = await missing("/review");
const AUTHOR = "Márta K. <m@example.org>";

let [browser, server, opened] = [];
before(async () => {
  if (skip) return;
  const store = join(folder(), "review.db");
  copyFileSync(STORE, store);
  browser = await launch();
  server = await serve(PROGRAM, store);
});
beforeEach(async () => {
  await opened?.close();
  if (!skip) opened = await open(browser, server.base);
});
after(async () => {
  await browser?.close();
  server?.end();
});

const api = async (target) => (await fetch(server.base + target)).json();
const count = async (question = "") => (await api(`/api/v1/events?limit=1${question}`)).count;
const one = async (question) => (await api(`/api/v1/events?limit=1${question}`)).events[0];
const at = (event) => `${server.base}/events/${encodeURIComponent(event.id)}`;

/** Opens the form of an event's page and signs it. */
async function correcting(page, event, reason) {
  await page.goto(at(event));
  const part = page.locator("details.correcting");
  if (!(await part.evaluate((one) => one.open))) await part.locator("summary").first().click();
  await part.getByLabel("Why", { exact: true }).fill(reason);
  await part.getByLabel("By whom").fill(AUTHOR);
  return part;
}

for (const script of [true, false]) {
  test(`a field is corrected and taken back, ${script ? "with" : "without"} script`, { skip, timeout: 60_000 }, async () => {
    const { page, faults, close } = await open(browser, server.base, { script });
    const event = await one("&class=PROTEST&sort=confidence");
    const reason = `it was <b>no protest</b>, ${script}`;
    const part = await correcting(page, event, reason);
    await part.getByLabel("Class").selectOption("THREATEN");
    await part.getByRole("button", { name: "Correct these fields" }).click();
    await page.getByRole("status").waitFor();
    const changed = await one(`&id=${encodeURIComponent(event.id)}&scope=any`);
    assert.deepEqual([changed.event, changed.corrected.length > 0], [["THREATEN"], true]);
    const told = await page.locator("main").innerText();
    for (const text of ["THREATEN", reason, AUTHOR]) assert.ok(told.includes(text), text);
    // In the list too, and in the counts beside it.
    await page.goto(`${server.base}/events?class=THREATEN&id=${encodeURIComponent(event.id)}`);
    assert.equal(number(await page.locator("h1").innerText()), 1);
    assert.match(await page.locator(".results").innerText(), /corrected/);
    await page.goto(at(event));
    await page.getByRole("button", { name: /Take back/ }).first().click();
    await page.getByRole("status").waitFor();
    assert.deepEqual((await one(`&id=${encodeURIComponent(event.id)}&scope=any`)).event, event.event);
    assert.deepEqual(faults, []);
    await close();
  });
}

test("what cannot be is refused with what to do, and what was typed stays", { skip }, async () => {
  const { page, faults } = opened;
  const event = await one("&class=AID");
  const part = await correcting(page, event, "a day that never was");
  await part.getByLabel("First day").fill("2024-02-31");
  await part.getByRole("button", { name: "Correct these fields" }).click();
  assert.match(await page.getByRole("alert").innerText(), /What to do/);
  const again = page.locator("details.correcting");
  assert.equal(await again.getByLabel("First day").inputValue(), "2024-02-31");
  assert.equal(await again.getByLabel("Why", { exact: true }).inputValue(), "a day that never was");
  assert.equal((await one(`&id=${encodeURIComponent(event.id)}`)).date, event.date);
  assert.deepEqual(faults.filter((fault) => !fault.includes("status of 4")), []);
});

test("without the token of the page nothing is changed", { skip }, async () => {
  const { page } = opened;
  const event = await one("&class=AID");
  const sent = { do: "drop", about: event.id, reason: "from elsewhere", author: "nobody" };
  const post = (headers, body) => fetch(at(event), { method: "POST", redirect: "manual", headers, body: new URLSearchParams(body) });
  const before = await count();
  await page.goto(at(event));
  const token = await page.locator("details.correcting input[name=token]").first().inputValue();
  const session = (await page.context().cookies()).map((one) => `${one.name}=${one.value}`).join("; ");
  for (const [headers, body] of [
    [{}, sent],
    [{}, { ...sent, token }],
    [{ cookie: session }, sent],
    [{ cookie: session }, { ...sent, token: token.replace(/^./, (sign) => (sign === "0" ? "1" : "0")) }],
    [{ cookie: session, origin: "https://evil.example" }, { ...sent, token }],
    [{ cookie: session, "sec-fetch-site": "cross-site" }, { ...sent, token }],
  ]) {
    const { status } = await post(headers, body);
    assert.ok(status >= 400 && status < 500, `${JSON.stringify(headers)}: ${status}`);
  }
  assert.equal(await count(), before);
});

test("the queue is gone through by keys", { skip, timeout: 60_000 }, async () => {
  const { page, faults } = opened;
  await page.goto(`${server.base}/review`);
  const subject = () => page.locator("#subject").innerText();
  const place = () => new URL(page.url()).pathname;
  const left = async () => (await page.locator(".progress").innerText()).match(/\d[\d,.\u202f]*/g).map((text) => number(text));
  const moves = async (what) => {
    const [from, told] = [page.url(), await subject()];
    await what();
    await page.waitForFunction(([url, text]) => location.href !== url || document.getElementById("subject")?.innerText !== text, [from, told]);
    await page.waitForLoadState("load");
  };
  const [reviewed, all] = await left();
  await moves(() => page.keyboard.press("j"));
  const [second, told] = [place(), await subject()];
  await moves(() => page.keyboard.press("j"));
  await moves(() => page.keyboard.press("k"));
  assert.deepEqual([place(), await subject()], [second, told], "there and back");

  // A name is asked for first; in a field keys are letters.
  await page.keyboard.press("a");
  const author = page.locator("form.quick").getByLabel("By whom");
  assert.ok(await author.evaluate((one) => one === document.activeElement));
  await page.keyboard.type("a. jackdaw");
  assert.equal(await author.inputValue(), "a. jackdaw");
  await page.locator("h1").click();
  await moves(() => page.keyboard.press("a"));
  assert.deepEqual(await left(), [reviewed + 1, all, all - reviewed - 1], "one more is reviewed");

  // The name is kept; to drop one, a reason is asked for.
  const before = await count();
  await page.keyboard.press("d");
  const why = page.locator("form.quick").getByLabel("Why", { exact: true });
  assert.ok(await why.evaluate((one) => one === document.activeElement));
  await page.keyboard.type("no event at all");
  await page.locator("h1").click();
  await moves(() => page.keyboard.press("d"));
  assert.equal(await count(), before - 1);

  await page.keyboard.press("c");
  assert.ok(await page.evaluate(() => document.activeElement.closest("#correct") !== null), "to the form of all fields");
  assert.deepEqual(faults, []);
});

test("keys can be turned off, and stay so", { skip }, async () => {
  const { page } = opened;
  await page.goto(`${server.base}/review`);
  await page.locator("#keys summary").click();
  await page.locator("#keys-on").uncheck();
  await page.locator("h1").click();
  for (const reload of [false, true]) {
    if (reload) await page.reload();
    const address = page.url();
    await page.keyboard.press("j");
    await page.waitForTimeout(300);
    assert.equal(page.url(), address);
  }
});

test("the queue is gone through without script", { skip }, async () => {
  const { page, close } = await open(browser, server.base, { script: false });
  await page.goto(`${server.base}/review`);
  const first = await page.locator("#subject").innerText();
  await page.getByRole("link", { name: "Next", exact: true }).click();
  await page.getByRole("link", { name: "Previous", exact: true }).click();
  assert.equal(await page.locator("#subject").innerText(), first);
  const quick = page.locator("form.quick");
  await quick.getByLabel("By whom").fill(AUTHOR);
  await quick.getByRole("button", { name: "Accept" }).click();
  assert.match(await page.getByRole("status").innerText(), /\S/);
  await close();
});
