// A drawn face that does an exercise, moving; still for whoever asked for less motion.

import { s } from "./dom.js";
import { read } from "./api.js";

const SHOWN_S = 3;
const kept = new Map();
const moving = new Set();

function path(points, closed) {
  let text = "";
  for (let n = 0; n < points.length; n += 2) text += `${n ? "L" : "M"}${points[n] / 10} ${points[n + 1] / 10}`;
  return closed ? `${text}Z` : text;
}

function put(svg, strokes) {
  while (svg.childNodes.length > strokes.length) svg.lastChild.remove();
  while (svg.childNodes.length < strokes.length) svg.append(s("path", {}));
  strokes.forEach(({ points, colour, wide, closed, filled }, n) => {
    const line = svg.childNodes[n];
    line.setAttribute("d", path(points, closed || filled));
    line.setAttribute("fill", filled ? colour : "none");
    line.setAttribute("stroke", filled ? "none" : colour);
    line.setAttribute("stroke-width", wide);
  });
}

function tick(now) {
  for (const one of moving) {
    if (!one.svg.isConnected) {
      moving.delete(one);
      continue;
    }
    // To full effort and back, with a halt at either end.
    const share = Math.min(1, Math.max(0, 1.25 - 1.5 * Math.abs(((now / 1000 / SHOWN_S) % 1) * 2 - 1)));
    const frame = Math.round(share * (one.frames.length - 1));
    if (frame !== one.frame) put(one.svg, one.frames[(one.frame = frame)]);
  }
  if (moving.size) requestAnimationFrame(tick);
}

/** An SVG of an exercise; it moves while it is in the page. `name` is what a screen reader says. */
export function drawing(exercise, name) {
  const svg = s("svg", {
    viewBox: "-55 -55 110 120",
    class: "drawing",
    role: "img",
    "aria-label": name,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  });
  const asked = kept.get(exercise) ?? read(`/api/drawing?exercise=${encodeURIComponent(exercise)}`);
  kept.set(exercise, asked);
  asked.then(({ frames }) => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      put(svg, frames.at(-1));
      return;
    }
    put(svg, frames[0]);
    moving.add({ svg, frames, frame: 0 });
    if (moving.size === 1) requestAnimationFrame(tick);
  }, () => kept.delete(exercise));
  return svg;
}
