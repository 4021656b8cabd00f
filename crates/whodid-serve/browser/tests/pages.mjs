// Every page that a link leads to: whole, silent, its own, narrow enough, and readable without script.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { WIDTHS, launch, open } from "../lib/browser.mjs";
import { crawl } from "../lib/crawl.mjs";
import { BASE } from "../lib/here.mjs";

const { pages, dead } = await crawl();
let [browser, full, bare] = [];
before(async () => {
  browser = await launch();
  full = await open(browser, BASE);
  bare = await open(browser, BASE, { script: false });
});
after(() => browser?.close());

/** What every page has, as it is told to whoever cannot see it. */
function bones() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const ids = all("[id]").map((one) => one.id);
  const levels = all("h1, h2, h3, h4, h5, h6").map((one) => Number(one.tagName[1]));
  return {
    title: document.title,
    language: document.documentElement.lang,
    h1: all("h1").map((one) => one.textContent),
    landmarks: ["body > header", "body > header nav", "main", "body > footer"].map((part) => all(part).length),
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    lost: all('a[href^="#"]').map((one) => one.getAttribute("href").slice(1)).filter((id) => !document.getElementById(decodeURIComponent(id))),
    jumps: levels.filter((level, at) => at > 0 && level > levels[at - 1] + 1),
    unlabelled: all("nav, section, aside, form").filter(
      (one) => one.tagName === "NAV" && !one.ariaLabel && !one.getAttribute("aria-labelledby"),
    ).length,
    script: all("script").filter((one) => !one.src).length + all("style, [style]").length,
    moving: document.getAnimations().length,
    blank: all("a[target=_blank]").length,
  };
}

/** All that the main part tells, folded or not. */
function words() {
  return document.querySelector("main").textContent.replaceAll(/\s+/g, " ").trim();
}

/** What stands out of a page that is too wide. */
function overflow() {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > clientWidth + 0.5);
  return wide.slice(0, 5).map((one) => `${one.tagName.toLowerCase()}.${one.className?.baseVal ?? one.className}`);
}

test("links lead somewhere", () => assert.deepEqual(dead, []));

test("each kind of page was found", (context) => {
  const kinds = pages.map((page) => page.kind);
  for (const kind of ["/events", "/events/…", "/documents/…", "/coverage"]) assert.ok(kinds.includes(kind), kind);
  context.diagnostic(`${pages.length} pages: ${[...new Set(kinds)].join(" ")}`);
});

test("titles tell pages apart that have other headings", async () => {
  const titles = new Map();
  for (const { target } of pages.filter((page) => page.status === 200 && page.plain)) {
    const markup = await (await fetch(BASE + target)).text();
    const [title, heading] = [/<title>(.*?)<\/title>/s, /<h1[^>]*>(.*?)<\/h1>/s].map((part) => markup.match(part)?.[1]);
    const room = target.split(/[/?]/)[1];
    const other = titles.get(title);
    assert.ok(!other || other.room === room || other.heading === heading, `${target} and ${other?.target} are both called ${title}`);
    titles.set(title, { target, heading, room });
  }
});

for (const { target, status } of pages) {
  test(target, { timeout: 60_000 }, async (context) => {
    const { page, faults } = full;
    faults.length = 0;
    await page.setViewportSize({ width: WIDTHS.desk, height: 900 });
    const answer = await page.goto(BASE + target, { waitUntil: "load" });
    assert.equal(answer.status(), status);
    // What a script does a moment later is seen too.
    await page.waitForTimeout(150);
    const told = await page.evaluate(bones);
    const text = await page.evaluate(words);

    await context.test("has a title, one heading of the first level, and landmarks", () => {
      assert.match(told.title, /\S.* · whodid$/u);
      assert.equal(told.language, "en");
      assert.equal(told.h1.length, 1);
      assert.notEqual(told.h1[0].trim(), "");
      assert.ok(told.landmarks.every((count) => count > 0), `header, navigation, main, footer: ${told.landmarks}`);
      assert.equal(told.landmarks[2], 1, "one main part");
      assert.deepEqual(told.jumps, [], "no level of headings is left out");
      assert.equal(told.unlabelled, 0, "every navigation has a name");
    });
    await context.test("has no id twice, and no link to a part that is not there", () => {
      assert.deepEqual([told.twice, told.lost], [[], []]);
    });
    await context.test("has no script or style within it, and nothing moves on its own", () => {
      assert.deepEqual([told.script, told.moving, told.blank], [0, 0, 0]);
    });
    for (const width of [WIDTHS.narrow, WIDTHS.desk]) {
      await context.test(`is no wider than ${width} pixels`, async () => {
        await page.setViewportSize({ width, height: 800 });
        await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
        assert.deepEqual(await page.evaluate(overflow), []);
      });
    }
    await context.test("says nothing on the console and asks nobody else", () => {
      // The browser itself notes that a page of an error came with its status.
      const own = faults.filter((fault) => status === 200 || !fault.includes(`status of ${status}`));
      assert.deepEqual(own, []);
    });

    await context.test("is read and used without script", async () => {
      const { page: plain, faults: noted } = bare;
      noted.length = 0;
      await plain.goto(BASE + target);
      assert.equal(await plain.locator("h1").textContent(), told.h1[0]);
      // Script may add the means to use a chart, and not what it tells.
      const without = (await plain.locator("main").textContent()).replaceAll(/\s+/g, " ").trim();
      assert.ok(without.length > text.length * 0.8, `${without.length} signs without script, ${text.length} with it`);
      const idle = await plain.locator("button:visible:not(form button)").count();
      assert.equal(idle, 0, "a button that does nothing without script is not shown without it");
      for (const form of await plain.locator("form").all()) {
        assert.ok(await form.locator("button[type=submit], button:not([type]), input[type=submit]").count(), "a form can be sent");
      }
      if (status === 200) assert.deepEqual(noted, []);
    });
  });
}
