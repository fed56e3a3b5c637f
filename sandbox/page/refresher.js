// Fetch and show, one at a time and never out of order: an older answer that came late overwrites nothing newer.

export class Refresher {
  #load;
  #show;
  #running = null;
  #again = false;
  #stopped = false;

  /**
   * @param {() => Promise<object>} load gives a server answer
   * @param {(answer: object) => void} show draws it; answers with `ok: false` are not shown
   */
  constructor(load, show) {
    this.#load = load;
    this.#show = show;
  }

  /** Fetches anew; a request during a fetch makes one more fetch after it. Resolves when the newest is shown. */
  request() {
    if (this.#running) this.#again = true;
    else this.#running = this.#run();
    return this.#running;
  }

  /** Shows nothing any more. */
  stop() {
    this.#stopped = true;
  }

  async #run() {
    do {
      this.#again = false;
      const answer = await this.#load();
      if (!this.#stopped && answer.ok !== false) this.#show(answer);
    } while (this.#again && !this.#stopped);
    this.#running = null;
  }
}
