// The app's Home tab.

import { element } from "./dom.js";
import { Refresher } from "./refresher.js";
import { Surface } from "./surface.js";

export class Home {
  #surface;
  #empty = element("p", { class: "beginning", role: "status" }, "Opening Home…");
  #refresher;

  /** `trouble` says what went wrong with a press. */
  constructor(directory, server, trouble) {
    const place = { home: true };
    this.#surface = new Surface(directory, {
      press: async (...pressed) => {
        trouble(await server.press(place, ...pressed));
        await this.refresh();
      },
      options: (...asked) => server.options(place, ...asked),
    });
    this.element = element("div", { class: "home", tabindex: "-1" }, this.#empty, this.#surface.element);
    this.#refresher = new Refresher(
      () => server.home(),
      ({ view }) => this.#show(view),
    );
    this.#open(server, trouble, directory.bot.name);
  }

  refresh() {
    return this.#refresher.request();
  }

  stop() {
    this.#refresher.stop();
  }

  async #open(server, trouble, name) {
    trouble(await server.openHome());
    await this.refresh();
    this.#empty.textContent = `${name} has not put anything here yet.`;
  }

  #show(view) {
    this.#empty.hidden = view !== null;
    this.#surface.show(view?.blocks ?? []);
  }
}
