// Moves the map by mouse, touch and keys, and plays it through time. Every view and every stretch is an address that the page
// links to without this; here the new page is fetched and its map put in place of the old one.
(() => {
  "use strict";
  if (!document.getElementById("map")) return;
  const WIDTH = 10000;
  const HEIGHT = 4867.17;
  const NEAREST = 5;
  const A = [1.340264, -0.081106, 0.000893, 0.003796];
  const M = Math.sqrt(3) / 2;
  const SCALE = ((WIDTH / 2) * M * A[0]) / Math.PI;

  // Degrees of a point on the plane, as the server reckons them.
  const degrees = (left, top) => {
    const x = (left - WIDTH / 2) / SCALE;
    const y = (HEIGHT / 2 - top) / SCALE;
    let t = y;
    const slope = (t2, t6) => A[0] + 3 * A[1] * t2 + t6 * (7 * A[2] + 9 * A[3] * t2);
    for (let i = 0; i < 12; i++) {
      const [t2, t6] = [t ** 2, t ** 6];
      t -= (t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2)) - y) / slope(t2, t6);
    }
    const lon = (M * x * slope(t ** 2, t ** 6)) / Math.cos(t);
    const lat = Math.asin(Math.max(-1, Math.min(1, Math.sin(t) / M)));
    const told = (radians, most) => Math.max(-most, Math.min(most, (radians * 180) / Math.PI)).toFixed(2);
    return [told(lon, 180), told(lat, 90)];
  };

  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let asked = 0;

  // Puts the map of another address in place. The latest that was asked for is shown, whichever comes first.
  const show = async (address, keep = true) => {
    const number = ++asked;
    let page;
    try {
      const answer = await fetch(address, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(answer.statusText);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      // What went wrong is told by the page itself.
      location.assign(address);
      return false;
    }
    if (number !== asked) return false;
    const focused = document.activeElement?.id;
    const open = document.querySelector("#map details")?.open;
    const told = page.getElementById("map");
    if (!told) {
      location.assign(address);
      return false;
    }
    // The button stays the same one, so that no press is lost between two stretches.
    const play = document.getElementById("play");
    if (play) told.querySelector("#play")?.replaceWith(play);
    for (const [here, there] of [["#map", told], ["#found", page.getElementById("found")], [".foot", page.querySelector(".foot")]]) {
      const old = document.querySelector(here);
      if (old && there) old.replaceWith(there);
    }
    // The form carries the view and the days on.
    const [form, fresh] = [document.querySelector("#filters"), page.querySelector("#filters")];
    if (form && fresh && !form.contains(document.activeElement)) form.replaceWith(fresh);
    const [themes, others] = [document.querySelector(".themes"), page.querySelector(".themes")];
    if (themes && others) themes.replaceWith(others);
    if (open) document.querySelector("#map details")?.setAttribute("open", "");
    if (keep) history.pushState(null, "", address);
    ready();
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    return true;
  };

  // Play

  let playing = null;
  const label = () => {
    const button = document.getElementById("play");
    if (!button) return;
    button.textContent = playing ? button.dataset.pause : button.dataset.play;
    button.setAttribute("aria-pressed", String(playing !== null));
  };
  const pause = () => {
    clearTimeout(playing);
    playing = null;
    label();
  };
  const step = async () => {
    const later = document.getElementById("t-later");
    if (!later || !(await show(later.href, true)) || !playing) return pause();
    // Who wants little motion steps by hand: a press is a stretch.
    if (calm.matches || !document.getElementById("t-later")) return pause();
    playing = setTimeout(step, 1200);
  };

  // The part in view

  const part = () => {
    const land = document.querySelector(".land");
    if (!land) return null;
    const [left, top, width, height] = land.getAttribute("viewBox").split(" ").map(Number);
    return { left, top, width, height, near: Math.round(Math.log2(WIDTH / width)) };
  };
  // Goes to a middle on the plane.
  const look = (x, y, near) => {
    near = Math.max(0, Math.min(NEAREST, near));
    const address = new URL(location.href);
    if (near === 0) address.searchParams.delete("view");
    else address.searchParams.set("view", [...degrees(Math.max(0, Math.min(WIDTH, x)), Math.max(0, Math.min(HEIGHT, y))).map(Number), near].join(","));
    pause();
    return show(address.href);
  };
  // Keeps the point under the pointer where it is.
  const zoom = (across, down, nearer) => {
    const now = part();
    if (!now) return;
    const near = Math.max(0, Math.min(NEAREST, now.near + nearer));
    if (near === now.near) return;
    const [x, y] = [now.left + now.width * across, now.top + now.height * down];
    const [width, height] = [WIDTH / 2 ** near, HEIGHT / 2 ** near];
    look(x + width * (0.5 - across), y + height * (0.5 - down), near);
  };

  const pointers = new Map();
  let drag = null;
  let moved = false;
  let turned = 0;

  const shareOf = (earth, x, y) => {
    const box = earth.getBoundingClientRect();
    return [(x - box.left) / box.width, (y - box.top) / box.height];
  };

  const ready = () => {
    for (const hint of document.querySelectorAll("[data-script]")) hint.hidden = false;
    const button = document.getElementById("play");
    if (button) {
      button.hidden = !document.getElementById("t-later");
      button.onclick = () => {
        if (playing) return pause();
        playing = setTimeout(step, 0);
        label();
      };
      label();
    }
    const figure = document.getElementById("map-figure");
    const earth = figure?.querySelector(".earth");
    if (!earth) return;

    figure.addEventListener("keydown", (event) => {
      const now = part();
      if (!now || event.ctrlKey || event.metaKey || event.altKey) return;
      const [x, y] = [now.left + now.width / 2, now.top + now.height / 2];
      const ways = {
        ArrowLeft: () => look(x - now.width / 4, y, now.near),
        ArrowRight: () => look(x + now.width / 4, y, now.near),
        ArrowUp: () => look(x, y - now.height / 4, now.near),
        ArrowDown: () => look(x, y + now.height / 4, now.near),
        "+": () => zoom(0.5, 0.5, 1),
        "=": () => zoom(0.5, 0.5, 1),
        "-": () => zoom(0.5, 0.5, -1),
        0: () => look(x, y, 0),
      };
      const way = ways[event.key];
      // On the whole earth arrows have nowhere to go and scroll the page.
      if (!way || (now.near === 0 && event.key.startsWith("Arrow"))) return;
      event.preventDefault();
      way();
    });

    earth.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      turned += event.deltaY;
      if (Math.abs(turned) < 40) return;
      zoom(...shareOf(earth, event.clientX, event.clientY), turned < 0 ? 1 : -1);
      turned = 0;
    }, { passive: false });

    earth.addEventListener("dblclick", (event) => {
      event.preventDefault();
      zoom(...shareOf(earth, event.clientX, event.clientY), 1);
    });

    earth.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      pointers.set(event.pointerId, [event.clientX, event.clientY]);
      moved = false;
      const now = part();
      if (pointers.size === 1 && now) drag = { x: event.clientX, y: event.clientY, now };
      if (pointers.size === 2) drag = { apart: apart(), now };
    });

    earth.addEventListener("pointermove", (event) => {
      if (!drag || !pointers.has(event.pointerId)) return;
      pointers.set(event.pointerId, [event.clientX, event.clientY]);
      if (drag.apart) return;
      const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
      if (drag.now.near === 0 || (!moved && Math.hypot(dx, dy) < 6)) return;
      if (!moved) earth.setPointerCapture(event.pointerId);
      moved = true;
      const unit = drag.now.width / earth.clientWidth;
      const box = [drag.now.left - dx * unit, drag.now.top - dy * unit, drag.now.width, drag.now.height];
      earth.querySelector(".land").setAttribute("viewBox", box.join(" "));
      earth.querySelector(".marks").setAttribute("transform", `translate(${dx} ${dy})`);
    });

    const end = (event) => {
      if (!pointers.has(event.pointerId)) return;
      const [ended, two] = [drag, pointers.size === 2 ? apart() : 0];
      const middle = two ? [...pointers.values()].reduce((a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]) : null;
      pointers.delete(event.pointerId);
      drag = null;
      if (ended?.apart && two) {
        moved = true;
        const nearer = Math.round(Math.log2(two / ended.apart));
        if (nearer) zoom(...shareOf(earth, ...middle), nearer);
      } else if (ended && moved) {
        const now = part();
        look(now.left + now.width / 2, now.top + now.height / 2, now.near);
      }
    };
    earth.addEventListener("pointerup", end);
    earth.addEventListener("pointercancel", end);
    earth.addEventListener("click", (event) => moved && event.preventDefault(), true);
    earth.addEventListener("dragstart", (event) => event.preventDefault());
  };

  const apart = () => {
    const [one, other] = [...pointers.values()];
    return Math.max(1, Math.hypot(one[0] - other[0], one[1] - other[1]));
  };

  // Links to other views and stretches change the map in place.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".map-ways a, #time a");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    pause();
    show(link.href);
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && pause());
  document.addEventListener("visibilitychange", () => document.hidden && pause());
  addEventListener("popstate", () => {
    pause();
    show(location.href, false);
  });
  ready();
})();
