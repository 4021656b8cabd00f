// Drag over the bars to look nearer. The fields and links beside the chart do the same without this.
(() => {
  "use strict";
  const chart = document.querySelector("[data-times]");
  if (!chart) return;
  const stretches = [...chart.querySelectorAll("[data-from]")];
  if (stretches.length < 2) return;
  for (const hint of document.querySelectorAll("[data-script]")) hint.hidden = false;

  const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  mark.setAttribute("class", "drag");
  mark.setAttribute("height", "100%");
  let began = null; // { x, at } where the pointer went down
  let dragged = false;

  const stretchAt = (event) => {
    const box = chart.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * stretches.length);
    return Math.min(Math.max(at, 0), stretches.length - 1);
  };

  const stop = () => {
    began = null;
    mark.remove();
  };

  chart.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.button === 0) began = { x: event.clientX, at: stretchAt(event) };
  });

  chart.addEventListener("pointermove", (event) => {
    if (!began || (!dragged && Math.abs(event.clientX - began.x) < 6)) return;
    if (!dragged) {
      dragged = true;
      chart.setPointerCapture(event.pointerId);
      chart.append(mark);
    }
    const [first, last] = [began.at, stretchAt(event)].sort((a, b) => a - b);
    mark.setAttribute("x", `${(first / stretches.length) * 100}%`);
    mark.setAttribute("width", `${((last - first + 1) / stretches.length) * 100}%`);
  });

  chart.addEventListener("pointerup", (event) => {
    if (!began) return;
    const [first, last] = [began.at, stretchAt(event)].sort((a, b) => a - b);
    const far = dragged;
    stop();
    if (!far) return;
    const address = new URL(location.href);
    address.searchParams.set("from", stretches[first].dataset.from);
    address.searchParams.set("to", stretches[last].dataset.to);
    location.assign(address);
  });

  chart.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      dragged = true;
      stop();
    }
  });
  // The end of a drag is no click on a bar, and a bar is not dragged away as a link is.
  chart.addEventListener("click", (event) => dragged && event.preventDefault(), true);
  chart.addEventListener("dragstart", (event) => event.preventDefault());
})();
