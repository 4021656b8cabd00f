// The network: the picture says nothing that its table does not, and both lead to the events that they count.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, number, open } from "../lib/browser.mjs";
import { BASE, missing } from "../lib/here.mjs";

const skip = await missing("/network");

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Cells of the matrix: who acts, on whom, how many events, and where they are. */
const cells = (page) =>
  page.locator("table.matrix").evaluate((table) => {
    const heads = [...table.querySelectorAll("thead th")].map((one) => one.textContent.trim());
    return [...table.querySelectorAll("tbody tr")].flatMap((row) =>
      [...row.querySelectorAll("td")].flatMap((cell, at) => {
        const link = cell.querySelector("a");
        const events = Number(cell.textContent.match(/([\d,\u202f]+) ?events?/)?.[1].replace(/\D/g, ""));
        return link ? [{ actor: row.querySelector("th").textContent.trim(), recipient: heads[at], events, href: link.getAttribute("href") }] : [];
      }),
    );
  });

for (const nodes of ["country", "participant"]) {
  test(`of each ${nodes}: lines and cells are the same pairs`, { skip }, async () => {
    const { page, faults, close } = await open(browser, BASE);
    await page.goto(`${BASE}/network?nodes=${nodes}`);
    const table = await cells(page);
    assert.ok(table.length > 0 && table.every((cell) => cell.events > 0));
    const lines = await page.locator("figure svg a:has(.edge)").evaluateAll((all) =>
      all.map((one) => ({ href: one.getAttribute("href"), width: Number(one.querySelector(".edge").getAttribute("stroke-width")) })),
    );
    assert.deepEqual(lines.map((line) => line.href).sort(), table.map((cell) => cell.href).sort());
    // The wider a line, the more events.
    const events = new Map(table.map((cell) => [cell.href, cell.events]));
    const ordered = lines.toSorted((one, other) => one.width - other.width).map((line) => events.get(line.href));
    assert.deepEqual(ordered, ordered.toSorted((one, other) => one - other));
    assert.deepEqual(faults, []);
    await close();
  });

  test(`of each ${nodes}: a cell leads to as many events as it counts`, { skip }, async () => {
    const { page, close } = await open(browser, BASE);
    await page.goto(`${BASE}/network?nodes=${nodes}`);
    const most = (await cells(page)).sort((one, other) => other.events - one.events).slice(0, 5);
    for (const cell of most) {
      await page.goto(BASE + cell.href);
      assert.equal(number(await page.locator("h1").innerText()), cell.events, `${cell.actor} on ${cell.recipient}`);
    }
    await close();
  });
}

test("what it is made of, and of how many, is chosen by links without script", { skip }, async () => {
  const { page, close } = await open(browser, BASE, { script: false });
  await page.goto(`${BASE}/network`);
  const choices = page.getByRole("navigation", { name: "What the network is made of" });
  await choices.getByRole("link", { name: "Participants" }).click();
  await choices.getByRole("link", { name: /12/ }).click();
  const { searchParams } = new URL(page.url());
  assert.deepEqual([searchParams.get("nodes"), searchParams.get("most")], ["participant", "12"]);
  assert.ok((await page.locator("table.matrix tbody tr").count()) <= 12);
  await close();
});
