// The line to the server: opened again when it breaks, with the same session.

import { socket } from "./api.js";

const AGAIN_MS = [250, 500, 1000, 2000, 4000];
const TAKEN = 4001;

function pageId() {
  let id = sessionStorage.getItem("facecheck.page");
  if (!id) {
    id = [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");
    sessionStorage.setItem("facecheck.page", id);
  }
  return id;
}

export class Line {
  /** Call `heard(message)` with what the server says, `changed(open)` when the line opens or breaks. */
  constructor(heard, changed) {
    this.heard = heard;
    this.changed = changed;
    this.closed = false;
    this.tries = 0;
    this.again = false;
    this.#open();
  }

  /** Whether messages can be sent. */
  get open() {
    return this.socket?.readyState === WebSocket.OPEN && this.greeted;
  }

  /** Say something. */
  say(message) {
    if (this.open) this.socket.send(JSON.stringify(message));
  }

  /** Send what was seen in a picture that stays here. */
  seen(message) {
    if (this.open) this.socket.send(message);
  }

  /** Send a picture with the time of capture in milliseconds. */
  async picture(captured, blob) {
    const data = await blob.arrayBuffer();
    if (!this.open) return;
    const whole = new Uint8Array(8 + data.byteLength);
    new DataView(whole.buffer).setFloat64(0, captured);
    whole.set(new Uint8Array(data), 8);
    this.socket.send(whole);
  }

  /** End it. */
  close() {
    this.closed = true;
    this.socket?.close();
  }

  #open() {
    this.greeted = false;
    this.socket = socket();
    this.socket.addEventListener("open", () => {
      this.socket.send(JSON.stringify({ do: "hello", page: pageId(), again: this.again }));
    });
    this.socket.addEventListener("message", (event) => {
      const message = JSON.parse(event.data);
      if (message.say === "hello") {
        this.greeted = this.again = true;
        this.tries = 0;
        this.changed(true, message);
      } else {
        this.heard(message);
      }
    });
    this.socket.addEventListener("close", (event) => {
      this.greeted = false;
      if (this.closed || event.code === TAKEN) return;
      this.changed(false);
      const wait = AGAIN_MS[Math.min(this.tries++, AGAIN_MS.length - 1)];
      setTimeout(() => !this.closed && this.#open(), wait);
    });
  }
}
