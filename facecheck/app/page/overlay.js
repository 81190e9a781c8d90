// What is drawn over the picture and beside it: outlines, and the level of the last seconds.

const HISTORY_S = 6;
const TOP_LEVEL = 1.15;

/** Fit a canvas to the pixels it is shown with; its context and size in pixels of the page. */
function fitted(canvas) {
  const box = canvas.getBoundingClientRect();
  const ratio = devicePixelRatio || 1;
  const [width, height] = [Math.round(box.width * ratio), Math.round(box.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, box.width, box.height);
  return [context, box.width, box.height];
}

function hull(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (list) => {
    const found = [];
    for (const point of list) {
      while (found.length > 1 && turn(found.at(-2), found.at(-1), point) <= 0) found.pop();
      found.push(point);
    }
    return found.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** Draw the outlines of a scene over the picture. */
export function marks(canvas, list) {
  const [context, width, height] = fitted(canvas);
  const line = Math.max(1.5, Math.min(width, height) * 0.0045);
  for (const { kind, colour, points } of list) {
    let at = [];
    for (let n = 0; n < points.length; n += 2) {
      at.push([(points[n] / 10000) * width, (points[n + 1] / 10000) * height]);
    }
    if (kind === "hull") at = hull(at);
    context.beginPath();
    at.forEach(([x, y], n) => (n ? context.lineTo(x, y) : context.moveTo(x, y)));
    if (kind !== "faint") context.closePath();
    context.strokeStyle = colour;
    context.lineJoin = "round";
    context.lineWidth = kind === "faint" ? line / 2 : line;
    if (kind === "hull") {
      context.globalAlpha = 0.25;
      context.fillStyle = colour;
      context.fill();
      context.globalAlpha = 1;
    }
    context.stroke();
  }
}

export class Strip {
  /** The level of the last seconds, with the zone in which it counts. */
  constructor(canvas) {
    this.canvas = canvas;
    this.points = [];
  }

  /** Take a scene's time and level. */
  add(time, level) {
    if (this.points.length && time < this.points.at(-1)[0]) this.points = [];
    this.points.push([time, level]);
    while (this.points[0][0] < time - HISTORY_S) this.points.shift();
  }

  /** Draw it. */
  draw(enter) {
    const [context, width, height] = fitted(this.canvas);
    if (!width || !this.points.length) return;
    const y = (level) => height - (Math.min(Math.max(level, 0), TOP_LEVEL) / TOP_LEVEL) * height;
    context.fillStyle = "#14463c";
    context.fillRect(0, 0, width, y(enter));
    context.fillStyle = "#009e73";
    context.fillRect(0, y(enter), width, 2);
    const last = this.points.at(-1);
    context.strokeStyle = "#fff";
    context.lineWidth = 2;
    context.beginPath();
    let down = false;
    for (const [time, level] of this.points) {
      if (level === null) {
        down = false;
        continue;
      }
      const x = ((time - last[0] + HISTORY_S) / HISTORY_S) * width;
      if (down) context.lineTo(x, y(level));
      else context.moveTo(x, y(level));
      down = true;
    }
    context.stroke();
    if (last[1] === null) return;
    context.fillStyle = last[1] >= enter ? "#f0e442" : "#56b4e9";
    context.beginPath();
    context.arc(width - 5, y(last[1]), 5, 0, 2 * Math.PI);
    context.fill();
  }
}
