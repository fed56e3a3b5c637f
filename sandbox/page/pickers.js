// Date, time, and date with time.

import { contentOf, stateOf } from "./answers.js";
import { element } from "./dom.js";
import { dayOf, momentOf, timeText } from "./times.js";

// The browser reports each typed digit of a date as a change; an app is told once the person has come to rest.
const REST = 700;

/** A day. */
export function drawDate(block, part, surface) {
  return field(block, part, surface, "date", contentOf(surface.stateOf(block, part)), (written) => written);
}

/** A time of day; where the app names a zone, it is by the clocks there. */
export function drawTime(block, part, surface) {
  const input = field(block, part, surface, "time", contentOf(surface.stateOf(block, part)), (written) => written);
  return part.timezone ? inZone(input, part.timezone) : input;
}

/** A moment: the person sees and writes it in their own zone, the app gets seconds since 1970. */
export function drawDateTime(block, part, surface) {
  const { zone } = surface.directory;
  const seconds = contentOf(surface.stateOf(block, part));
  const shown = seconds === null ? null : `${dayOf(seconds * 1000, zone)}T${timeText(seconds * 1000, zone)}`;
  const read = (written) => {
    const [day, time] = written.split("T");
    return momentOf(day, time.slice(0, 5), zone) / 1000;
  };
  const input = field(block, part, surface, "datetime-local", shown, read);
  return inZone(input, zone);
}

function inZone(input, zone) {
  return element("span", { class: "moment" }, input, element("span", { class: "description" }, `in ${zone}`));
}

function field(block, part, surface, type, shown, read) {
  let waiting = null;
  const input = element("input", {
    ...surface.naming(block, part),
    type,
    class: "picker",
    "data-action": part.action_id,
    "data-block": block.block_id,
    autofocus: part.focus_on_load,
    value: shown ?? "",
  });
  const report = () => {
    waiting = null;
    surface.chose(block, part, stateOf(part, input.value ? read(input.value) : null), input);
  };
  input.addEventListener("change", () => {
    clearTimeout(waiting);
    if (block.type === "input" && !block.dispatch_action) report();
    else waiting = setTimeout(report, REST);
  });
  input.addEventListener("blur", () => {
    if (waiting === null) return;
    clearTimeout(waiting);
    report();
  });
  return input;
}
