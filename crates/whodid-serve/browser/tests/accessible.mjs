// axe-core on every page: light and dark, on a desk and on a phone, with everything unfolded.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { WIDTHS, launch, open } from "../lib/browser.mjs";
import { crawl } from "../lib/crawl.mjs";
import { BASE } from "../lib/here.mjs";

const { pages } = await crawl();
let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Findings that shut somebody out. Lesser ones are told and pass. */
const GRAVE = ["serious", "critical"];

/** What is wrong in the words of axe, with the first places where it is. */
function told(finding) {
  const nodes = finding.nodes.slice(0, 3).map((node) => `    ${node.html.slice(0, 200)}\n      ${node.failureSummary.replaceAll("\n", "\n      ")}`);
  return `${finding.impact}: ${finding.id}, ${finding.nodes.length} times (${finding.help})\n${nodes.join("\n")}`;
}

for (const scheme of ["light", "dark"]) {
  for (const place of ["desk", "phone"]) {
    test(`${scheme}, ${WIDTHS[place]} pixels wide`, { timeout: 170_000 }, async (context) => {
      // As a script of the browser's, since the pages themselves let none in.
      const { page, close } = await open(browser, BASE, { width: WIDTHS[place], scheme, begin: axe.source });
      // The same page with other words is looked at as it differs most.
      const chosen = pages.filter((one) => one.plain || (scheme === "dark" && place === "phone"));
      for (const { target } of chosen) {
        await context.test(target, async (one) => {
          await page.goto(BASE + target, { waitUntil: "load" });
          await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
          const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
          const grave = found.violations.filter((finding) => GRAVE.includes(finding.impact));
          for (const finding of found.violations) if (!grave.includes(finding)) one.diagnostic(`${target}: ${finding.impact}, ${finding.id}`);
          assert.equal(grave.map(told).join("\n"), "");
        });
      }
      await close();
    });
  }
}
