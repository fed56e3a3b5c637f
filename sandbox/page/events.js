// The server's event stream, opened again whenever it breaks.

const FIRST_WAIT = 500; // milliseconds
const LONGEST_WAIT = 8000;

export class EventStream {
  #address;
  #listener;
  #source = null;
  #timer = null;
  #wait = FIRST_WAIT;

  /**
   * @param {string} address
   * @param {object} listener opened(), changed({changed, channel?}), lost()
   */
  constructor(address, listener) {
    this.#address = address;
    this.#listener = listener;
  }

  start() {
    this.#source = new EventSource(this.#address);
    this.#source.onopen = () => {
      this.#wait = FIRST_WAIT;
      this.#listener.opened();
    };
    this.#source.onmessage = (event) => this.#listener.changed(JSON.parse(event.data));
    this.#source.onerror = () => this.#again();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  // The browser reconnects only after some kinds of failure; doing all of it here makes every kind alike.
  #again() {
    this.#source.close();
    this.#listener.lost();
    this.#timer = setTimeout(() => this.start(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
