// Pages as a reader finds them: by links, from the list of events. A page that is linked to is tested, whatever it is.

import { BASE, api } from "./here.mjs";

/** Pages of a kind that are looked at: of those that are one of many, as an event is, the first and one more. */
const OF_A_KIND = 2;
/** Pages that are asked for something, such as `/events?class`: so many kinds of one room. */
const ASKED = 4;
/** Links that are followed to see whether they lead anywhere. */
const MOST = 400;

/** What an error looks like, and a page with nothing on it: no link leads there. */
const UNLINKED = [
  ["/no-such-page", 404],
  ["/events/no-such-event", 404],
  ["/events?class=NOTHING", 400],
  ["/events?text=zzzzzz", 200],
];

/** `/events/x?class=AID` is of the kind `/events/…?class`: the same page with other words. */
function kind(target) {
  const { pathname, searchParams } = new URL(target, BASE);
  const [, room, id] = pathname.split("/");
  const asked = [...new Set(searchParams.keys())].sort().join("&");
  return `/${room}${id ? "/…" : ""}${asked ? `?${asked}` : ""}`;
}

/** Every address in the links of a page. */
export function links(markup) {
  const plain = (text) =>
    text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  return [...markup.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map((found) => plain(found[1]));
}

/** The address as it is asked for: without the part of the page, and without the theme, which changes colours alone. */
function asked(link, from) {
  const url = new URL(link, BASE + from);
  if (url.origin !== BASE) return null;
  url.hash = "";
  url.searchParams.delete("theme");
  return url.pathname + url.search;
}

/**
 * Goes from link to link.
 *
 * @returns {Promise<{pages: {target: string, kind: string, status: number, plain: boolean}[], dead: string[]}>} `pages` to be
 *   tested, some of each kind, in the order in which they are found, `plain` if they are not the same page with other words;
 *   `dead` links with what they answer
 */
export async function crawl() {
  const richest = (await api("/api/v1/events?sort=mentions&limit=1")).events[0];
  const begin = ["/events", `/events/${encodeURIComponent(richest.id)}`];
  const queue = begin.map((target) => ({ target, from: "where the tests begin" }));
  const seen = new Set(begin);
  const kinds = new Map();
  const pages = [];
  const dead = [];
  for (let at = 0; at < queue.length && at < MOST; at += 1) {
    const { target, from } = queue[at];
    const answer = await fetch(BASE + target, { redirect: "manual" });
    const page = answer.headers.get("content-type")?.startsWith("text/html");
    // What is brought as a file is let go of once it has begun.
    const markup = page ? await answer.text() : void (await answer.body?.cancel());
    if (answer.status >= 400) dead.push(`${target} (linked from ${from}): ${answer.status}`);
    if (!markup || answer.status !== 200) continue;
    const of = kind(target);
    const had = kinds.get(of) ?? 0;
    kinds.set(of, had + 1);
    const [room, more] = of.split("?");
    const alike = [...kinds.keys()].filter((one) => one.startsWith(`${room}?`)).length;
    // Beyond the first few of a kind nothing new is linked.
    if (more ? had > 0 || alike > ASKED : had >= OF_A_KIND) continue;
    pages.push({ target, kind: of, status: 200, plain: !more });
    for (const link of links(markup)) {
      const next = asked(link, target);
      if (next && !seen.has(next)) {
        seen.add(next);
        queue.push({ target: next, from: target });
      }
    }
  }
  for (const [target, status] of UNLINKED) pages.push({ target, kind: `${status}: ${target}`, status, plain: true });
  return { pages, dead };
}
