// The models in the page: a worker that looks at pictures, so that the page itself never waits.

import { read } from "./api.js";

const policy = globalThis.trustedTypes?.createPolicy("facecheck", { createScriptURL: (url) => url });

export class Eyes {
  /** Load the models; `hands` tells whether hands are wanted as well. */
  constructor(hands) {
    this.worker = new Worker(policy?.createScriptURL("/page/worker.js") ?? "/page/worker.js", { type: "module" });
    this.waiting = null;
    this.ready = new Promise((resolve, reject) => {
      this.worker.addEventListener("message", ({ data }) => {
        if (data.ready) resolve();
        else if (data.message) this.waiting?.resolve(data.message);
        else {
          reject(new Error(data.failed));
          this.waiting?.reject(new Error(data.failed));
        }
      });
      this.worker.addEventListener("error", (event) => reject(new Error(event.message)));
      read("/api/sight").then((sight) => this.worker.postMessage({ sight, hands }), reject);
    });
  }

  /** What is seen in a picture, as the message that the server takes. */
  look(picture, captured) {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.worker.postMessage({ picture, captured }, [picture]);
    });
  }

  /** End it. */
  close() {
    this.worker.terminate();
  }
}
