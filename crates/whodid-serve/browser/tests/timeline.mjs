// The timeline: its bars add up, lead to their events, and are dragged over to look nearer.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, number, open } from "../lib/browser.mjs";
import { BASE, api, missing } from "../lib/here.mjs";

const skip = await missing("/timeline");
const MONTHS = "/timeline?from=2022-01-01&to=2023-12-31&by=month";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Stretches of the chart with their days, their events by their names, and where they are on the page. */
const stretches = (page) =>
  page.locator("[data-times] [data-from]").evaluateAll((all) =>
    all.map((one) => {
      const { left, right, top, height } = (one.querySelector("rect") ?? one).getBoundingClientRect();
      return { from: one.dataset.from, to: one.dataset.to, name: one.getAttribute("aria-label"), x: (left + right) / 2, y: top + height / 2 };
    }),
  );
const told = (name) => number(name.match(/[\d\s,.]+events?/u)[0]);
const sum = (list) => list.reduce((all, one) => all + one, 0);

test("bars, the table behind them and the list count the same", { skip }, async () => {
  const { page, faults, close } = await open(browser, BASE);
  await page.goto(BASE + MONTHS);
  const bars = sum((await stretches(page)).map((one) => told(one.name)));
  const table = await page.locator("table.figures tbody tr td:nth-child(2)").evaluateAll((all) => all.map((one) => Number(one.textContent.replace(/\D/g, ""))));
  const series = await api(`/api/v1/${MONTHS.slice(1)}`);
  const moments = (Array.isArray(series) ? series : Object.values(series).find(Array.isArray)).filter((one) => one.from >= "2022-01-01");
  assert.equal(bars, sum(table));
  assert.ok(bars > 0 && bars <= sum(moments.map((one) => one.events)), `${bars}`);
  assert.deepEqual(faults, []);
  await close();
});

test("a drag over bars looks nearer", { skip }, async () => {
  const { page, faults, close } = await open(browser, BASE);
  await page.goto(BASE + MONTHS);
  const all = await stretches(page);
  const [first, last] = [all[3], all[8]];
  await page.mouse.move(last.x, last.y);
  await page.mouse.down();
  await page.mouse.move((first.x + last.x) / 2, first.y, { steps: 5 });
  await page.mouse.move(first.x, first.y, { steps: 5 });
  await Promise.all([page.waitForURL((url) => url.searchParams.get("from") === first.from), page.mouse.up()]);
  const address = new URL(page.url());
  assert.deepEqual([address.pathname, address.searchParams.get("to"), address.searchParams.get("by")], ["/timeline", last.to, "month"]);
  const near = await stretches(page);
  assert.deepEqual([near[0].from, near.at(-1).to], [first.from, last.to]);
  await page.goBack();
  assert.equal((await stretches(page)).length, all.length);
  assert.deepEqual(faults, []);
  await close();
});

test("a drag that is given up changes nothing", { skip }, async () => {
  const { page, close } = await open(browser, BASE);
  await page.goto(BASE + MONTHS);
  const all = await stretches(page);
  await page.mouse.move(all[2].x, all[2].y);
  await page.mouse.down();
  await page.mouse.move(all[6].x, all[6].y, { steps: 4 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await page.waitForTimeout(300);
  assert.equal(page.url(), BASE + MONTHS);
  await close();
});

for (const way of ["mouse", "keys"]) {
  test(`a bar leads to its events, by ${way}`, { skip }, async () => {
    const { page, close } = await open(browser, BASE);
    await page.goto(BASE + MONTHS);
    const one = (await stretches(page)).sort((a, b) => told(b.name) - told(a.name))[0];
    const bar = page.locator(`[data-from="${one.from}"]`);
    if (way === "keys") {
      await bar.focus();
      await Promise.all([page.waitForURL(/\/events\?/), page.keyboard.press("Enter")]);
    } else {
      await Promise.all([page.waitForURL(/\/events\?/), page.mouse.click(one.x, one.y)]);
    }
    const address = new URL(page.url());
    assert.deepEqual([address.searchParams.get("from"), address.searchParams.get("to")], [one.from, one.to]);
    assert.ok(number(await page.locator("h1").innerText()) >= told(one.name), "those that reach into its days are among them");
    await close();
  });
}

test("how it is drawn is chosen by links, and stands in the address", { skip }, async () => {
  const { page, close } = await open(browser, BASE, { script: false });
  await page.goto(BASE + MONTHS);
  for (const [group, name, asked, value] of [
    ["Stacked by", "class", "stack", "class"],
    ["Counts", "per 1", "counts", "rate"],
    ["Length of a stretch", "week", "by", "week"],
  ]) {
    const choices = page.getByRole("navigation", { name: group });
    await choices.getByRole("link", { name }).click();
    assert.equal(new URL(page.url()).searchParams.get(asked), value);
    assert.match(await choices.locator("[aria-current=true]").innerText(), new RegExp(name));
  }
  await page.reload();
  assert.equal([...new URL(page.url()).searchParams].length, 5, "nothing of it is lost");
  await close();
});

test("without script the period is set by the form, and nothing is said of dragging", { skip }, async () => {
  const { page, close } = await open(browser, BASE, { script: false });
  await page.goto(`${BASE}/timeline?by=month`);
  assert.equal(await page.getByText("Drag over").locator("visible=true").count(), 0);
  const form = page.getByRole("form", { name: "Period" });
  await form.getByLabel("From").fill("2022-03-01");
  await form.getByLabel("To").fill("2022-08-31");
  await form.getByRole("button", { name: "Show" }).click();
  const { searchParams } = new URL(page.url());
  assert.deepEqual([...searchParams].sort(), [["by", "month"], ["from", "2022-03-01"], ["to", "2022-08-31"]]);
  assert.equal((await stretches(page)).length, 6);
  await close();
});

test("two countries have their score over time, in the picture and in the table", { skip }, async () => {
  const { events } = await api("/api/v1/events?limit=1000");
  const country = (code) => /^[A-Z]{3}$/.test(code ?? "");
  const one = events.find((event) => country(event.actor[0]?.code) && country(event.recipient[0]?.code) && event.actor[0].code !== event.recipient[0].code);
  const { page, faults, close } = await open(browser, BASE);
  await page.goto(`${BASE}/timeline?between=${one.actor[0].code},${one.recipient[0].code}`);
  assert.match(await page.locator("main").innerText(), /Mean score between/);
  assert.ok((await page.locator("svg.scores circle").count()) > 0);
  assert.deepEqual(faults, []);
  await close();
});
