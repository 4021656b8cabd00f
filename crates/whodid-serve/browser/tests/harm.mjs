// Documents that mean harm, and such as are read from right to left: their text is text, wherever it stands.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "../lib/browser.mjs";
import { crawl } from "../lib/crawl.mjs";
import { BASE, api } from "../lib/here.mjs";

const HARM = 'harm/<i>1</i>?#&"';
const { events } = await api(`/api/v1/events?${new URLSearchParams({ document: HARM, scope: "any" })}`);
const { pages } = await crawl();

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** What the page is made of that no page of ours has, and addresses that are not ours or the web's. */
function foreign() {
  const made = [...document.querySelectorAll("img, b, i, iframe, object, embed, base, [onerror], [onmouseover], [onclick], [onload]")];
  const scripts = [...document.scripts].filter((one) => !one.src.startsWith(`${location.origin}/assets/`));
  const links = [...document.querySelectorAll("[href], [src], [action], [formaction]")]
    .flatMap((one) => [one.getAttribute("href"), one.getAttribute("src"), one.getAttribute("action"), one.getAttribute("formaction")])
    .filter((address) => address && !/^(\/(?!\/)|#|https?:\/\/)/.test(address));
  return [...made.map((one) => one.outerHTML), ...scripts.map((one) => one.outerHTML), ...links];
}

const document = `/documents/${encodeURIComponent(HARM)}`;
const ids = events.map((event) => `/events/${encodeURIComponent(event.id)}`);
const searched = `/events?${new URLSearchParams({ text: '"<script>alert"' })}`;
const chosen = `/events?${new URLSearchParams({ outlet: "<img src=x onerror=alert(2)>", place: '"><script>alert(5)</script>' })}`;
const all = [...new Set([document, ...ids, searched, chosen, ...pages.map((page) => page.target)])];

test("the harmful document was read", () => assert.ok(ids.length > 0));

test("no page has anything of a document but text", { timeout: 60_000 }, async (context) => {
  const { page, faults, close } = await open(browser, BASE);
  for (const target of all) {
    await context.test(target, async () => {
      await page.goto(BASE + target, { waitUntil: "load" });
      for (const word of await page.locator("main :text('alert')").all()) await word.hover({ force: true, timeout: 500 }).catch(() => {});
      assert.deepEqual(await page.evaluate(foreign), []);
      assert.deepEqual(faults.splice(0).filter((fault) => !fault.includes("status of 4")), []);
    });
  }
  await close();
});

test("markup is shown as it was written", async () => {
  const { page, close } = await open(browser, BASE);
  await page.goto(BASE + document);
  assert.match(await page.title(), /^<script>alert\(1\)<\/script> & "quotes" ·/);
  const main = await page.locator("main").innerText();
  for (const text of ["<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "<b onmouseover=alert(3)>", "javascript:alert(document.domain)"]) {
    assert.ok(main.includes(text), text);
  }
  await page.goto(BASE + ids[0]);
  assert.ok((await page.locator("main").innerText()).includes("<img src=x onerror=alert(2)>"));
  await close();
});

test("what is read from right to left is shown so, and does not turn what stands around it", async () => {
  const { page, close } = await open(browser, BASE);
  await page.goto(`${BASE}/documents/right-to-left`);
  const directions = await page.evaluate(() =>
    [...globalThis.document.querySelectorAll("h1, [dir=auto], bdi")].map((one) => [one.textContent.trim(), getComputedStyle(one).direction]),
  );
  const arabic = directions.filter(([text]) => /^[\u0600-\u06ff«]/u.test(text));
  assert.ok(arabic.length > 0, "the title and the outlet");
  for (const [text, direction] of arabic) assert.equal(direction, "rtl", text);
  assert.equal(await page.evaluate(() => getComputedStyle(globalThis.document.body).direction), "ltr");
  await close();
});
