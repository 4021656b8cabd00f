// Stories and participants: what their pages count is what they lead to.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, number, open } from "../lib/browser.mjs";
import { BASE, api, missing } from "../lib/here.mjs";

const skips = { stories: await missing("/stories"), participants: await missing("/participants") };

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("the list of participants leads to their pages, and those to their events", { skip: skips.participants }, async () => {
  const { page, faults, close } = await open(browser, BASE);
  await page.goto(`${BASE}/participants`);
  const rows = await page.locator("table.busiest tbody tr").evaluateAll((all) =>
    all.slice(0, 4).map((row) => ({
      href: row.querySelector("th a").getAttribute("href"),
      name: row.querySelector("th").textContent.trim(),
      counts: [...row.querySelectorAll("td.figure")].map((cell) => Number(cell.textContent.replace(/\D/g, ""))),
    })),
  );
  assert.ok(rows.length > 0);
  for (const { href, name, counts } of rows) {
    await page.goto(BASE + href);
    assert.equal((await page.locator("h1").innerText()).trim(), name);
    for (const [at, role] of ["Events", "Acts in", "Is acted on in"].entries()) {
      const link = page.locator("dl.brief div").filter({ has: page.locator("dt", { hasText: new RegExp(`^${role}$`) }) }).getByRole("link");
      assert.equal(number(await link.innerText()), counts[at], `${name}: ${role}`);
      const target = await link.getAttribute("href");
      assert.equal((await api(`/api/v1${target}`)).count, counts[at], `${name}: ${role}, ${target}`);
    }
  }
  assert.deepEqual(faults, []);
  await close();
});

test("a participant's partners are as many events as they lead to", { skip: skips.participants }, async () => {
  const { page, close } = await open(browser, BASE);
  await page.goto(`${BASE}/participants`);
  await page.locator("table.busiest tbody th a").first().click();
  const partners = await page.locator("table.partners tbody td a").evaluateAll((all) =>
    all.map((one) => ({ href: one.getAttribute("href"), events: Number(one.firstChild.textContent.replace(/\D/g, "")) })),
  );
  assert.ok(partners.length > 0);
  for (const { href, events } of partners.slice(0, 6)) assert.equal((await api(`/api/v1${href}`)).count, events, href);
  await close();
});

test("filters of events hold for stories and participants", { skip: skips.stories || skips.participants }, async () => {
  const { page, close } = await open(browser, BASE, { script: false });
  for (const path of ["/stories", "/participants"]) {
    await page.goto(BASE + path);
    const all = await page.locator("main").innerText();
    await page.locator("form.filters input[name=class][value=PROTEST]").check();
    await page.locator("form.filters").getByRole("button", { name: "Show" }).first().click();
    const address = new URL(page.url());
    assert.deepEqual([address.pathname, [...address.searchParams]], [path, [["class", "PROTEST"]]]);
    assert.notEqual(await page.locator("main").innerText(), all);
  }
  await close();
});

test("a story tells its events in their order, each a link", { skip: skips.stories }, async () => {
  const { page, faults, close } = await open(browser, BASE);
  await page.goto(`${BASE}/stories`);
  const stories = await page.locator("main .stories .title a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  assert.ok(stories.length > 0);
  for (const href of stories.slice(0, 3)) {
    await page.goto(BASE + href);
    const told = await page.locator("ol.course > li .words a").evaluateAll((all) => all.map((one) => decodeURIComponent(one.getAttribute("href").split("/").pop().split("?")[0])));
    const id = decodeURIComponent(new URL(page.url()).pathname.split("/").pop());
    const { events, count } = await api(`/api/v1/events?${new URLSearchParams({ story: id, sort: "date", scope: "any", limit: "1000" })}`);
    assert.ok(told.length > 1 && told.length <= count, `${told.length} of ${count}`);
    assert.deepEqual(told, events.slice(0, told.length).map((event) => event.id));
    assert.deepEqual(await page.locator("ol.course a[href^='#']").evaluateAll((all) => all.filter((one) => !document.querySelector(one.hash)).length), 0);
  }
  await page.goto(`${BASE}/stories`);
  await page.getByRole("navigation", { name: "Order of stories" }).getByRole("link").last().click();
  assert.ok(new URL(page.url()).searchParams.get("sort"));
  const largest = await page.locator("main .stories .title a").evaluateAll((all) => all.map((one) => one.getAttribute("href").split("?")[0]));
  assert.notDeepEqual(largest, stories);
  assert.deepEqual(faults, []);
  await close();
});
