// The list of events: pages of it, its exports, its colours, and how it prints.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, number, open } from "../lib/browser.mjs";
import { BASE, api } from "../lib/here.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const rows = (page) =>
  page.locator(".results a[href^='/events/event']").evaluateAll((all) => all.map((one) => one.getAttribute("href")));

test("next page, until the last, and back", async () => {
  const { page, close } = await open(browser, BASE);
  await page.goto(`${BASE}/events?limit=40&sort=date`);
  const count = number(await page.locator("h1").innerText());
  const pages = [await rows(page)];
  const next = page.getByRole("link", { name: "Next page" });
  while ((await next.count()) > 0) {
    await next.click();
    await page.waitForURL((url) => url.searchParams.has("after") && !pages.some((one) => one.at === url.search));
    pages.push(Object.assign(await rows(page), { at: new URL(page.url()).search }));
    assert.equal(number(await page.locator("h1").innerText()), count, "the number is of all pages");
  }
  assert.match(await page.getByRole("navigation", { name: "Pages of the list" }).innerText(), /last/);
  const all = pages.flat();
  assert.deepEqual([all.length, new Set(all).size], [count, count], "each event once");
  await page.goBack();
  assert.deepEqual(await rows(page), [...pages.at(-2)]);
  await page.getByRole("link", { name: "First page" }).click();
  assert.deepEqual(await rows(page), [...pages[0]]);
  await close();
});

test("the table fits, from phone to wide screen", async () => {
  const { page, close } = await open(browser, BASE);
  await page.goto(`${BASE}/events`);
  const cut = [];
  for (let width = 320; width <= 1920; width += 40) {
    await page.setViewportSize({ width, height: 800 });
    if (await page.locator(".scroll").first().evaluate((box) => box.scrollWidth > box.clientWidth)) cut.push(width);
  }
  assert.deepEqual(cut, [], "the words of the passage stand at its end, and would be cut off");
  await close();
});

/** Records in a table whose cells may be quoted and hold ends of lines. */
function records(csv) {
  let [lines, quoted, filled] = [0, false, false];
  for (const sign of csv) {
    if (sign === '"') quoted = !quoted;
    if (sign === "\n" && !quoted) [lines, filled] = [lines + Number(filled), false];
    else filled = true;
  }
  return lines + Number(filled) - 1;
}

/** How many events a file brings, by its ending; `undefined` where it cannot be told without a library. */
const COUNTED = {
  jsonl: (bytes) => bytes.toString().trim().split("\n").map((line) => JSON.parse(line)).length,
  csv: (bytes) => records(bytes.toString()),
  geojson: (bytes) => JSON.parse(bytes).features.length,
  parquet: (bytes) => {
    // The sign of such a file stands at both ends.
    assert.deepEqual([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()], ["PAR1", "PAR1"]);
    return undefined;
  },
};

for (const question of ["", "?class=ASSAULT&class=COERCE&from=2010-01-01"]) {
  test(`exports of /events${question} bring as many as the page counts`, async (context) => {
    const { page, faults, close } = await open(browser, BASE);
    await page.goto(`${BASE}/events${question}`);
    const count = number(await page.locator("h1").innerText());
    const links = await page.locator(".exports a[href^='/api/']").all();
    assert.ok(links.length >= 4);
    for (const link of links) {
      const name = await link.innerText();
      const href = await link.getAttribute("href");
      await context.test(name, async () => {
        if (!href.includes("format=")) {
          assert.equal((await api(href)).count, count);
          return;
        }
        const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
        const ending = file.suggestedFilename().split(".").pop();
        const bytes = await readFile(await file.path());
        assert.ok(COUNTED[ending], `a form that this test does not know: ${ending}`);
        const told = COUNTED[ending](bytes);
        assert.equal(told ?? count, count);
      });
    }
    assert.deepEqual(faults, []);
    await close();
  });
}

test("colours are the system's, until light or dark is chosen", async () => {
  const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const grounds = {};
  for (const scheme of ["light", "dark"]) {
    const { page, close } = await open(browser, BASE, { scheme });
    await page.goto(`${BASE}/events?class=AID`);
    grounds[scheme] = await ground(page);
    const other = scheme === "light" ? "dark" : "light";
    const themes = page.getByRole("navigation", { name: "Colours" });
    await themes.getByRole("link", { name: other, exact: false }).click();
    await page.waitForURL(/theme=/);
    assert.deepEqual([...new URL(page.url()).searchParams], [["class", "AID"], ["theme", other]], "nothing else is lost");
    grounds[`${scheme} to ${other}`] = await ground(page);
    assert.equal(await themes.locator("[aria-current=true]").innerText(), other === "dark" ? "Dark" : "Light");
    // It is kept from page to page, by links and by the form.
    await page.locator(".results a[href^='/events/event']").first().click();
    assert.equal(new URL(page.url()).searchParams.get("theme"), other);
    await page.goBack();
    await page.getByRole("button", { name: "Show" }).first().click();
    assert.equal(new URL(page.url()).searchParams.get("theme"), other);
    await themes.getByRole("link", { name: "System" }).click();
    await page.waitForURL((url) => !url.searchParams.has("theme"));
    assert.equal(await ground(page), grounds[scheme]);
    await close();
  }
  assert.notEqual(grounds.light, grounds.dark);
  assert.deepEqual([grounds["light to dark"], grounds["dark to light"]], [grounds.dark, grounds.light]);
});

test("printed, it is what was found and how it is cited, black on white", async () => {
  const { page, close } = await open(browser, BASE, { scheme: "dark" });
  await page.goto(`${BASE}/events?class=AID`);
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  for (const unwanted of ["form.filters", "nav[aria-label=Pages]", ".exports", "button"]) {
    assert.equal(await page.locator(`${unwanted} >> visible=true`).count(), 0, unwanted);
  }
  for (const wanted of ["h1", "table.events", ".citation"]) assert.ok(await page.locator(wanted).first().isVisible(), wanted);
  const citation = await page.locator(".citation").innerText();
  for (const part of [/whodid \d/, /data [0-9a-f]{6,}/, /Query \/events\?class=AID/, /read on \d/]) assert.match(citation, part);
  const paper = await page.pdf({ format: "A4" });
  assert.equal(paper.subarray(0, 5).toString(), "%PDF-");
  await close();
});
