// Runs the models beside the page: pictures in, what was seen in them out. None goes further.

import { brightness, eyePictures, inPixels, packed, placeOf, skinColours, StillWatch } from "./sight.js";

const MODELS = "/models/1.1.0";
let known = null;
let faces = null;
let handsOf = null;
let still = null;
let place = null;
let last = -1;
let lookedAt = -Infinity;
let foundAt = -Infinity;
const canvas = new OffscreenCanvas(2, 2);
const drawn = canvas.getContext("2d", { alpha: false, willReadFrequently: true });

async function bytes(name) {
  const answer = await fetch(`${MODELS}/${name}`);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// Each task sets up its own copy of the module, which a worker loads once by each address.
const files = (task) => ({
  wasmLoaderPath: `${MODELS}/vision_wasm_module_internal.js?${task}`,
  wasmBinaryPath: `${MODELS}/vision_wasm_module_internal.wasm`,
});

async function open({ sight, hands }) {
  known = sight;
  still = new StillWatch(sight.still);
  const { FaceLandmarker, HandLandmarker } = await import(`${MODELS}/vision_bundle.mjs`);
  faces = await FaceLandmarker.createFromOptions(files("face"), {
    baseOptions: { modelAssetBuffer: await bytes("face_landmarker.task"), delegate: "CPU" },
    runningMode: "VIDEO",
    numFaces: 1,
    outputFaceBlendshapes: true,
    outputFacialTransformationMatrixes: true,
  });
  if (!hands) return;
  handsOf = await HandLandmarker.createFromOptions(files("hands"), {
    baseOptions: { modelAssetBuffer: await bytes("hand_landmarker.task"), delegate: "CPU" },
    runningMode: "VIDEO",
    numHands: 2,
  });
}

function face(image, time) {
  const found = faces.detectForVideo(image, time);
  if (!found.faceLandmarks.length) return null;
  return {
    landmarks: found.faceLandmarks[0],
    blendshapes: found.faceBlendshapes[0].categories.map((one) => one.score),
    matrix: found.facialTransformationMatrixes[0].data,
  };
}

// As `hand_finder.py` does: without a hand in view it is looked for now and then.
function hands(image, time) {
  const { linger_ms, pause_ms } = known.hands;
  if (time - foundAt > linger_ms && time - lookedAt < pause_ms) return [];
  lookedAt = time;
  const found = handsOf.detectForVideo(image, time);
  if (found.landmarks.length) foundAt = time;
  return found.landmarks.map((landmarks, n) => ({
    landmarks,
    score: found.handedness[n][0].score,
    left: found.handedness[n][0].categoryName === "Left",
  }));
}

function look(picture, captured) {
  const { width, height } = picture;
  if (canvas.width !== width || canvas.height !== height) {
    [canvas.width, canvas.height] = [width, height];
    place = null;
  }
  drawn.drawImage(picture, 0, 0);
  picture.close();
  const image = drawn.getImageData(0, 0, width, height);
  // A time that does not grow ends the models for good: they throw then, and at every later call.
  last = Math.max(last + 1, Math.round(captured));
  const same = still.step(image, place);
  const seen = { same, face: face(image, last), hands: handsOf ? hands(image, last) : null };
  place = null;
  if (seen.face) {
    const points = inPixels(seen.face.landmarks, width, height);
    place = placeOf(points, known.place);
    seen.eyes = eyePictures(image, points, known.eyes);
    seen.colours = skinColours(image, points, known.skin);
    seen.light = brightness(image, points, known.light);
  }
  return packed(captured, width, height, seen);
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.picture) {
      const message = look(data.picture, data.captured);
      postMessage({ message }, [message]);
    } else {
      await open(data);
      postMessage({ ready: true });
    }
  } catch (error) {
    postMessage({ failed: String(error?.message ?? error) });
  }
});
