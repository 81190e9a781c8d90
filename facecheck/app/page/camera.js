// The browser's camera: shown as it comes, and sent picture by picture with the time of capture.

const LONGEST_PX = 960;
const QUALITY = 0.85;
const MOST_ON_THE_WAY = 2;

export class Camera {
  /**
   * Take pictures of a video element and hand each to `send(captured_ms, blob)`; where there are
   * `eyes`, the picture stays here and they are given it.
   */
  constructor(video, send, eyes = null) {
    this.eyes = eyes;
    this.video = video;
    this.send = send;
    this.stream = null;
    this.onTheWay = 0;
    this.sent = 0;
    this.left = 0;
    this.canvas = document.createElement("canvas");
    this.drawn = this.canvas.getContext("2d", { alpha: false });
    this.closed = false;
  }

  /** Ask for the camera. Throws what the browser says where there is none. */
  async open(device) {
    const video = {
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 30 },
      ...(device ? { deviceId: { ideal: device } } : { facingMode: "user" }),
    };
    if (!navigator.mediaDevices) throw new DOMException("", "NotSupportedError");
    this.stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    if (this.closed) {
      this.close();
      return;
    }
    this.video.srcObject = this.stream;
    await this.video.play();
    this.#next();
  }

  /** What the camera calls itself. */
  get name() {
    return this.stream?.getVideoTracks()[0]?.label ?? "";
  }

  /** Let the camera go. */
  close() {
    this.closed = true;
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.video.srcObject = null;
  }

  /** The server has a picture: another may go. */
  arrived() {
    this.onTheWay = Math.max(0, this.onTheWay - 1);
  }

  /** The line is new: nothing is on the way. */
  afresh() {
    this.onTheWay = 0;
  }

  #next() {
    if (this.closed) return;
    if (this.video.requestVideoFrameCallback) {
      this.video.requestVideoFrameCallback((now, frame) => this.#take(frame.captureTime ?? now));
    } else {
      setTimeout(() => this.#take(performance.now()), 33);
    }
  }

  #take(captured) {
    this.#next();
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!width || this.onTheWay >= MOST_ON_THE_WAY || !this.ready?.()) {
      this.left += 1;
      return;
    }
    const scale = Math.min(1, LONGEST_PX / Math.max(width, height));
    const [across, down] = [Math.round(width * scale), Math.round(height * scale)];
    if (this.eyes) {
      this.#see(performance.timeOrigin + captured, across, down);
      return;
    }
    if (this.canvas.width !== across || this.canvas.height !== down) {
      this.canvas.width = across;
      this.canvas.height = down;
    }
    this.drawn.drawImage(this.video, 0, 0, across, down);
    this.onTheWay += 1;
    this.canvas.toBlob(
      (blob) => {
        if (!blob || this.closed) return;
        this.sent += 1;
        this.send(performance.timeOrigin + captured, blob);
      },
      "image/jpeg",
      QUALITY,
    );
  }

  async #see(captured, across, down) {
    // One at a time: the newest picture wins.
    if (this.looking) return;
    this.looking = true;
    try {
      const picture = await createImageBitmap(this.video, { resizeWidth: across, resizeHeight: down });
      const message = await this.eyes.look(picture, captured);
      if (this.closed) return;
      this.onTheWay += 1;
      this.sent += 1;
      this.send(captured, message);
    } finally {
      this.looking = false;
    }
  }
}

/** Why a camera cannot be opened, as a key of the words. */
export function reason(error) {
  const keys = {
    NotAllowedError: "app.camera.refused",
    NotFoundError: "app.camera.none",
    NotReadableError: "app.camera.busy",
    NotSupportedError: "app.camera.insecure",
  };
  return keys[error.name] ?? "app.camera.none";
}
