// Each filter of the form, set as a reader sets it: the list changes, the address carries it, and the address alone gives the same.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, number, open } from "../lib/browser.mjs";
import { BASE, api } from "../lib/here.mjs";

const { events } = await api("/api/v1/events?limit=1000&scope=any");
const country = (code) => /^[A-Z]{3}$/.test(code ?? "");
/** An event with two countries in it, and with a place. */
const pair = events.find((one) => country(one.actor[0]?.code) && country(one.recipient[0]?.code) && one.actor[0].code !== one.recipient[0].code);
const located = events.find((one) => one.event_loc?.geonameid);
const [first, second] = [pair.actor[0].code, pair.recipient[0].code];

const write = (name, value) => ({ name, value, set: (form) => form.locator(`input[name=${name}]:not([type=checkbox])`).fill(value) });
const tick = (name, value) => ({ name, value, set: (form) => form.locator(`input[name=${name}][value="${value}"]`).check() });
const choose = (name, value) => ({ name, value, set: (form) => form.locator(`select[name=${name}]`).selectOption(value) });

/** What is set, and whether the number of events must change with it: an order changes none. */
const FILTERS = [
  write("text", "police"),
  write("from", "2023-01-01"),
  write("to", "2022-12-31"),
  tick("class", "PROTEST"),
  tick("quad", "1"),
  {
    name: "between",
    value: `${first},${second}`,
    set: async (form) => {
      await form.locator("input[name=between]").nth(0).fill(first.toLowerCase());
      await form.locator("input[name=between]").nth(1).fill(second);
    },
  },
  write("participant", first),
  write("actor", first),
  write("recipient", second),
  choose("sector", "GOV"),
  tick("status", "historical"),
  choose("scope", "sport"),
  write("mode", "arrest"),
  write("context", "military"),
  write("place", located.event_loc.resolved_place),
  choose("located", "unknown"),
  write("min_origins", "2"),
  write("min_confidence", "0.8"),
  write("outlet", "Lagoon Wire"),
  { ...choose("sort", "confidence"), same: true },
];

let [browser, shared] = [];
before(async () => {
  browser = await launch();
  shared = await open(browser, BASE);
});
after(() => browser?.close());

/** The number in the heading, and the rows in their order. */
async function shown(page) {
  return {
    count: number(await page.locator("h1").innerText()),
    rows: await page.locator(".results a[href^='/events/event']").evaluateAll((all) => all.map((one) => one.getAttribute("href").split("?")[0])),
  };
}

async function unfold(page) {
  const folded = page.locator("form.filters details:not([open]) > summary");
  while ((await folded.count()) > 0) await folded.first().click();
}

test("every field of the form is tried here", async () => {
  const { page } = shared;
  await page.goto(`${BASE}/events`);
  const names = await page.locator("form.filters [name]:not([type=hidden])").evaluateAll((all) => [...new Set(all.map((one) => one.name))]);
  assert.deepEqual(names.sort(), FILTERS.map((filter) => filter.name).sort());
});

for (const { name, value, set, same } of FILTERS) {
  test(`${name} = ${value}`, { timeout: 30_000 }, async () => {
    const { page, faults } = shared;
    await page.goto(`${BASE}/events`);
    const whole = await shown(page);
    await unfold(page);
    const form = page.locator("form.filters");
    await set(form);
    await Promise.all([page.waitForNavigation(), form.getByRole("button", { name: "Show" }).last().click()]);
    const address = new URL(page.url());
    assert.deepEqual([...address.searchParams], [[name, value]], "the address says what was asked for, and no more");
    const found = await shown(page);
    assert.notDeepEqual(found.rows, whole.rows, "the list is another");
    assert.ok(found.count > 0, "and not empty");
    if (!same) assert.ok(found.count !== whole.count, `${found.count} events, as before`);
    assert.equal(found.count, (await api(`/api/v1/events${address.search}`)).count, "the API counts as many");
    await page.reload();
    assert.deepEqual(await shown(page), found, "again with the address alone");
    // The form says what was asked for.
    const kept = await page.locator(`form.filters [name=${name}]`).evaluateAll((all) =>
      all.filter((one) => (one.type === "checkbox" ? one.checked : one.value)).map((one) => one.value),
    );
    assert.equal(kept.join(","), value);
    if (!same) {
      await page.getByRole("list", { name: "Chosen filters" }).getByRole("link").first().click();
      await page.waitForURL(`${BASE}/events`);
      assert.deepEqual(await shown(page), whole, "taken away, everything is as before");
    }
    assert.deepEqual(faults.splice(0), []);
  });
}

test("filters are narrowed step by step, and the way back leads through them", async () => {
  const { page } = shared;
  await page.goto(`${BASE}/events`);
  const counts = [(await shown(page)).count];
  for (const { set } of [tick("class", "COERCE"), write("mode", "arrest"), write("min_confidence", "0.5")]) {
    await unfold(page);
    await set(page.locator("form.filters"));
    await Promise.all([page.waitForNavigation(), page.locator("form.filters").getByRole("button", { name: "Show" }).last().click()]);
    counts.push((await shown(page)).count);
  }
  assert.equal([...new URL(page.url()).searchParams].length, 3);
  assert.ok(counts.every((count, at) => at === 0 || count <= counts[at - 1]) && counts.at(-1) > 0, `${counts}`);
  await page.goBack();
  assert.equal((await shown(page)).count, counts.at(-2));
});

test("what cannot be is answered with what to do", async () => {
  const { page } = shared;
  await page.goto(`${BASE}/events?text=zzzzzz&class=AID`);
  assert.match(await page.locator("main").innerText(), /No event fits all of this[\s\S]*Take one of the filters/);
  await page.getByRole("link", { name: "All events" }).click();
  assert.ok((await shown(page)).count > 0);
  const wrong = await page.goto(`${BASE}/events?from=yesterday`);
  assert.equal(wrong.status(), 400);
  assert.match(await page.getByRole("alert").innerText(), /What to do/);
});
