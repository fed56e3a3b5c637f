// The page as a whole: who one is, taken from the address, and the session that shows it.

import { addressOf, currentAddress } from "./address.js";
import { troubleWords, workspaceState } from "./api.js";
import { Clock } from "./clock.js";
import { Directory } from "./directory.js";
import { element, fill } from "./dom.js";
import { Notices } from "./notices.js";
import { askWhoToBe, welcome } from "./people.js";
import { Session } from "./session.js";

const RETRY = 2000; // milliseconds until a server that was not there is asked again

/** Starts the page inside this element. */
export async function start(root) {
  const clock = new Clock();
  const notices = new Notices();
  document.body.append(notices.element);
  const state = await firstState(root);
  await clock.refresh();
  const page = new Page(root, new Directory(state, null, () => clock.now()), clock, notices);
  window.addEventListener("hashchange", () => page.show());
  page.show();
}

class Page {
  #root;
  #directory;
  #clock;
  #notices;
  #session = null;

  constructor(root, directory, clock, notices) {
    this.#root = root;
    this.#directory = directory;
    this.#clock = clock;
    this.#notices = notices;
  }

  /** Shows what the address says. */
  show() {
    const address = currentAddress();
    const person = this.#directory.people().find((user) => user.id === address.as);
    if (!person) return this.#welcome();
    if (this.#session?.person === person.id) return this.#session.open(address.in);
    return this.#begin(person.id, address.in);
  }

  #welcome() {
    this.#end();
    document.title = "Coxswain sandbox — a local stand-in for Slack";
    fill(this.#root, welcome(this.#directory, become));
    this.#root.querySelector("input").focus();
  }

  #begin(person, place) {
    this.#end();
    const directory = this.#directory.seenBy(person);
    this.#session = new Session(directory, this.#clock, this.#notices, () => askWhoToBe(directory, become));
    fill(this.#root, this.#session.element);
    this.#session.start(place);
  }

  #end() {
    this.#session?.stop();
    this.#session = null;
  }
}

function become(person) {
  window.location.hash = addressOf(person);
}

async function firstState(root) {
  for (;;) {
    const state = await workspaceState();
    if (state.ok !== false) return state;
    fill(root, element("p", { class: "beginning", role: "status" }, troubleWords(state)));
    await new Promise((resolve) => setTimeout(resolve, RETRY));
  }
}
