// Keys for the queue of review: a accept, c correct, d drop, j next, k previous, ? the list of keys. Everything they do can be done
// by buttons and links; a reader may turn them off.
(() => {
  "use strict";
  const at = (id) => document.getElementById(id);
  const list = at("keys");
  const on = at("keys-on");
  if (!list || !on) return;
  list.hidden = false;
  const name = "whodid-keys";
  try {
    on.checked = localStorage.getItem(name) !== "off";
  } catch {
    // A browser that keeps nothing: they are on.
  }
  on.addEventListener("change", () => {
    try {
      localStorage.setItem(name, on.checked ? "on" : "off");
    } catch {
      // Nothing to keep it in.
    }
  });

  // To the form of all fields, which is closed at first.
  const correct = () => {
    const form = at("correct");
    if (!form) return;
    form.open = true;
    form.scrollIntoView({ block: "start" });
    const first = form.querySelector("select, input:not([type=hidden])");
    if (first) first.focus();
  };
  const link = at("to-correct");
  if (link) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      correct();
    });
  }

  // What has no name yet cannot be signed: the field is gone to instead.
  const press = (button) => {
    if (!button) return;
    const author = at("q-author");
    if (author && author.value.trim() === "") author.focus();
    else button.click();
  };
  const go = (id) => {
    const link = at(id);
    if (link) link.click();
  };
  const keys = {
    a: () => press(at("accept")),
    c: correct,
    d: () => {
      const reason = at("q-reason");
      if (reason && reason.value.trim() === "") reason.focus();
      else press(at("drop"));
    },
    j: () => go("next"),
    k: () => go("previous"),
    "?": () => {
      list.open = !list.open;
      if (list.open) list.querySelector("summary").focus();
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat || !on.checked) return;
    const within = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]");
    if (within || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
