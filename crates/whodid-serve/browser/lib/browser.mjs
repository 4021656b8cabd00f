// A browser, and what it notes of a page while it is open.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** Widths that pages are looked at in, in pixels: a desk, a phone, and the narrowest phone. */
export const WIDTHS = { desk: 1280, phone: 390, narrow: 360 };

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * The browser's path: `CHROMIUM` in the environment, or where Debian and others put it.
 *
 * @returns {string | undefined} none where there is none
 */
export function browserPath() {
  return [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path));
}

/**
 * Starts a browser that asks nobody for anything by itself.
 *
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function launch() {
  const executablePath = browserPath();
  if (!executablePath) throw new Error("no Chromium is installed; name one in CHROMIUM");
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * Opens an empty page that writes down what must not happen.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} base the one address that may be asked
 * @param {object} settings `width`, `height` (pixels), `scheme` (`light` or `dark`), `script` (whether it may run), `begin` (script
 *   that runs before any page's own), and any of Playwright's own in `more`
 * @returns {Promise<{page: import("playwright-core").Page, faults: string[], close: () => Promise<void>}>} `faults` grows while
 *   the page is used
 */
export async function open(browser, base, settings = {}) {
  const { width = WIDTHS.desk, height = 900, scheme = "light", script = true, begin, more = {} } = settings;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    javaScriptEnabled: script,
    locale: "en-GB",
    timezoneId: "UTC",
    ...more,
  });
  if (begin) await context.addInitScript({ content: begin });
  const faults = [];
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(`${base}/`)) return route.continue();
    faults.push(`asked for ${url}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script failed: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("popup", (popup) => faults.push(`another window: ${popup.url()}`));
  return { page, faults, close: () => context.close() };
}

/**
 * The number in a page's heading or elsewhere, written with signs between thousands.
 *
 * @param {string} text such as `1,234 events`
 * @returns {number}
 */
export function number(text) {
  return Number(text.match(/[\d.,\u202f\u00a0 ]*\d/u)?.[0].replace(/\D/g, ""));
}
