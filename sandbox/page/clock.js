// The workspace's clock and the control that moves it ahead.

import { clock, moveClock, troubleWords } from "./api.js";
import { element, fill } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./popover.js";
import { nextMonday, shortMoment } from "./times.js";

const HOUR = 3600; // seconds
const DAY = 24 * HOUR;

export class Clock {
  #ahead = 0;
  #listeners = new Set();

  /** The workspace's now, in milliseconds since 1970. */
  now() {
    return Date.now() + this.#ahead * 1000;
  }

  /** How many seconds it is ahead of this machine's. */
  get ahead() {
    return this.#ahead;
  }

  /** Calls this after every change; gives a function that ends it. */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async refresh() {
    this.#take(await clock());
  }

  /** Sets how far the clock is ahead; the promised answer says when that went wrong. */
  async move(seconds) {
    const answer = await moveClock(Math.ceil(seconds));
    this.#take(answer);
    return answer;
  }

  #take(answer) {
    if (answer.ok === false || answer.ahead_seconds === this.#ahead) return;
    this.#ahead = answer.ahead_seconds;
    for (const listener of this.#listeners) listener();
  }
}

/** The control: what the clock shows where the viewer is, and a menu to move it. */
export class ClockControl {
  #clock;
  #directory;
  #time = element("span", { class: "clock-time" });
  #aheadBy = element("span", { class: "clock-ahead" });
  #ends = [];

  constructor(theClock, directory, notices) {
    this.#clock = theClock;
    this.#directory = directory;
    const button = element(
      "button",
      { type: "button", class: "clock", title: "Move the clock ahead" },
      icon("clock"),
      element("span", { class: "unseen" }, "Clock: "),
      this.#time,
      this.#aheadBy,
    );
    const move = async (seconds) => {
      const answer = await theClock.move(seconds);
      notices.say(answer.ok === false ? troubleWords(answer) : `It is now ${this.#read()}.`);
    };
    const toMonday = () => move((nextMonday(theClock.now(), directory.zone, "10:00") - Date.now()) / 1000);
    const entries = [
      { words: ["1 hour ahead"], act: () => move(theClock.ahead + HOUR) },
      { words: ["1 day ahead"], act: () => move(theClock.ahead + DAY) },
      { words: ["1 week ahead"], act: () => move(theClock.ahead + 7 * DAY) },
      { words: ["To Monday 10:00", element("span", { class: "description" }, `in ${directory.zone}`)], act: toMonday },
    ];
    this.element = menuButton(button, entries);
    const ticking = setInterval(() => this.#show(), 5000);
    this.#ends = [theClock.onChange(() => this.#show()), () => clearInterval(ticking)];
    this.#show();
  }

  stop() {
    for (const end of this.#ends) end();
  }

  #read() {
    return shortMoment(this.#clock.now(), this.#directory.zone);
  }

  #show() {
    fill(this.#time, this.#read());
    this.#aheadBy.hidden = this.#clock.ahead === 0;
    fill(this.#aheadBy, aheadText(this.#clock.ahead));
  }
}

/** "+1 d 2 h": how far ahead, in the two largest units. */
function aheadText(seconds) {
  const minutes = Math.round(seconds / 60);
  const parts = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor(minutes / 60) % 24, "h"],
    [minutes % 60, "min"],
  ];
  const words = parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}`);
  return `+${words.join(" ") || "0 min"}`;
}
