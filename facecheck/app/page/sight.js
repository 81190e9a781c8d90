// What the server wants to know of a picture that stays here, read off its pixels.
//
// Each function does to the pixels what its namesake in Python does (`inputs/mediapipe/lid_reader.py`,
// `covered_regions.py`, `face_finder.py`, `stillness.py`); the numbers come from there as well.

const FACE = 1;
const EYES = 2;
const COLOURS = 4;
const SAME = 8;
const LOOKED = 16;
const AROUND = [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]];

const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

/** Half to even, as numpy and Python round. */
function rint(value) {
  const whole = Math.floor(value);
  const part = value - whole;
  if (part !== 0.5) return Math.round(value);
  return whole % 2 ? whole + 1 : whole;
}

/** Both eyes cut out, right first, their outer corners to the left; null where one is too small. */
export function eyePictures(image, points, { width, height, per_eye, below_top, least, corners }) {
  const out = new Uint8Array(2 * height * width * 3);
  const [rows, columns, data] = [image.height, image.width, image.data];
  let at = 0;
  for (const [outer, inner, mirror] of corners) {
    const [ax, ay] = [points[3 * outer], points[3 * outer + 1]];
    const [bx, by] = [points[3 * inner], points[3 * inner + 1]];
    const wide = Math.hypot(bx - ax, by - ay);
    if (wide < least) return null;
    const along = [(bx - ax) / wide, (by - ay) / wide];
    const up = [along[1] * mirror, -along[0] * mirror];
    const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
    const scale = wide / per_eye;
    for (let v = 0; v < height; v++) {
      for (let u = 0; u < width; u++) {
        // Back from the eye's own axes, which stand at right angles, to the picture.
        const [du, dv] = [(u - (width - 1) / 2) * scale, (below_top - v) * scale];
        const x = mx + du * along[0] + dv * up[0];
        const y = my + du * along[1] + dv * up[1];
        const [x0, y0] = [Math.floor(x), Math.floor(y)];
        const [fx, fy] = [x - x0, y - y0];
        const [xa, xb] = [clamp(x0, 0, columns - 1), clamp(x0 + 1, 0, columns - 1)];
        const [ya, yb] = [clamp(y0, 0, rows - 1) * columns, clamp(y0 + 1, 0, rows - 1) * columns];
        for (let c = 0; c < 3; c++) {
          const top = data[4 * (ya + xa) + c] * (1 - fx) + data[4 * (ya + xb) + c] * fx;
          const bottom = data[4 * (yb + xa) + c] * (1 - fx) + data[4 * (yb + xb) + c] * fx;
          out[at++] = Math.round(top * (1 - fy) + bottom * fy);
        }
      }
    }
  }
  return out;
}

/** The colour of the skin at some landmarks: the mean of five pixels each. */
export function skinColours(image, points, skin) {
  const out = new Uint8Array(3 * skin.length);
  skin.forEach((point, n) => {
    const [px, py] = [rint(points[3 * point]), rint(points[3 * point + 1])];
    for (let c = 0; c < 3; c++) {
      let sum = 0;
      for (const [dx, dy] of AROUND) {
        const x = clamp(px + dx, 0, image.width - 1);
        const y = clamp(py + dy, 0, image.height - 1);
        sum += image.data[4 * (y * image.width + x) + c];
      }
      out[3 * n + c] = rint(sum / AROUND.length);
    }
  });
  return out;
}

/** Mean luma of the face's box, 0 to 1; -1 where it lies outside the picture. */
export function brightness(image, points, { luma, step }) {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let n = 0; n < points.length; n += 3) {
    x0 = Math.min(x0, points[n]);
    x1 = Math.max(x1, points[n]);
    y0 = Math.min(y0, points[n + 1]);
    y1 = Math.max(y1, points[n + 1]);
  }
  [x0, y0] = [Math.max(0, Math.floor(x0)), Math.max(0, Math.floor(y0))];
  [x1, y1] = [Math.min(image.width, Math.ceil(x1)), Math.min(image.height, Math.ceil(y1))];
  const sums = [0, 0, 0];
  let count = 0;
  for (let y = y0; y < y1; y += step) {
    for (let x = x0; x < x1; x += step) {
      const at = 4 * (y * image.width + x);
      for (let c = 0; c < 3; c++) sums[c] += image.data[at + c];
      count += 1;
    }
  }
  return count ? sums.reduce((sum, value, c) => sum + (value / count) * luma[c], 0) : -1;
}

/** Whether each picture is the last new one once more. */
export class StillWatch {
  constructor(known) {
    this.known = known;
    this.anchor = null;
  }

  /** Compare a picture; `place` is where the face was in the one before: [x, y, unit], or null. */
  step(image, place) {
    const { contrast, changed, least_changed, same } = this.known;
    if (!place) {
      this.anchor = null;
      return false;
    }
    const anchor = this.anchor;
    if (anchor && anchor.width === image.width && anchor.height === image.height) {
      const now = this.#pixels(image, anchor);
      let off = 0;
      for (let n = 0; n < now.length; n++) off += Math.abs(now[n] - anchor.pixels[n]) > anchor.changed;
      if (off <= same * now.length) return true;
    }
    const fresh = { width: image.width, height: image.height, ...this.#region(image, place) };
    fresh.pixels = this.#pixels(image, fresh);
    const mean = fresh.pixels.reduce((sum, value) => sum + value, 0) / fresh.pixels.length;
    const spread = fresh.pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / fresh.pixels.length;
    fresh.changed = Math.min(Math.max(Math.sqrt(spread) / contrast, least_changed), changed);
    this.anchor = fresh;
    return false;
  }

  #region({ width, height }, [x, y, unit]) {
    const { aside, above, below, across } = this.known;
    let [x0, x1] = [Math.max(rint(x - aside * unit), 0), Math.min(rint(x + aside * unit), width)];
    let [y0, y1] = [Math.max(rint(y - above * unit), 0), Math.min(rint(y + below * unit), height)];
    if (x1 - x0 < 8 || y1 - y0 < 8) [x0, y0, x1, y1] = [0, 0, width, height];
    return { x0, y0, x1, y1, step: Math.max(Math.floor((x1 - x0) / across), 1) };
  }

  #pixels(image, { x0, y0, x1, y1, step }) {
    const out = new Uint8Array(Math.ceil((x1 - x0) / step) * Math.ceil((y1 - y0) / step));
    let n = 0;
    for (let y = y0; y < y1; y += step) {
      for (let x = x0; x < x1; x += step) out[n++] = image.data[4 * (y * image.width + x) + 1];
    }
    return out;
  }
}

/** Landmarks, which are shares of the picture, in its pixels. */
export function inPixels(landmarks, width, height) {
  const out = new Float32Array(3 * landmarks.length);
  landmarks.forEach(({ x, y }, n) => {
    out[3 * n] = x * width;
    out[3 * n + 1] = y * height;
  });
  return out;
}

/** Where a face is: the base of its nose, and how far apart the outer corners of its eyes are. */
export function placeOf(points, { nose, right, left }) {
  const unit = Math.hypot(points[3 * left] - points[3 * right], points[3 * left + 1] - points[3 * right + 1]);
  return [points[3 * nose], points[3 * nose + 1], Math.max(unit, 1)];
}

/** The message of what was seen: when, and what. Its parts are those of `session/page_observation.py`. */
export function packed(captured, width, height, seen) {
  const { face, hands, light, same, eyes, colours } = seen;
  const shown = hands ?? [];
  const numbers = (face ? 3 * face.landmarks.length + face.blendshapes.length + 16 : 0) + shown.reduce((n, hand) => n + 2 + 3 * hand.landmarks.length, 0);
  const message = new Uint8Array(24 + 4 * numbers + (colours?.length ?? 0) + (eyes?.length ?? 0));
  const view = new DataView(message.buffer);
  view.setFloat64(0, captured);
  message.set([83, 69, 69, 78], 8); // SEEN
  view.setUint16(12, width, true);
  view.setUint16(14, height, true);
  view.setUint8(16, (face ? FACE : 0) | (eyes ? EYES : 0) | (colours ? COLOURS : 0) | (same ? SAME : 0) | (hands ? LOOKED : 0));
  view.setUint8(17, shown.length);
  view.setFloat32(20, face ? light : -1, true);
  let at = 24;
  const put = (value) => {
    view.setFloat32(at, value, true);
    at += 4;
  };
  const points = (landmarks) => landmarks.forEach(({ x, y, z }) => [x, y, z].forEach(put));
  if (face) {
    points(face.landmarks);
    face.blendshapes.forEach(put);
    face.matrix.forEach(put);
  }
  for (const hand of shown) {
    put(hand.score);
    put(hand.left ? 1 : 0);
    points(hand.landmarks);
  }
  if (colours) message.set(colours, at);
  if (eyes) message.set(eyes, at + (colours?.length ?? 0));
  return message.buffer;
}
