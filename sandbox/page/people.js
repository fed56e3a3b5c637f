// Choosing who to be.

import { avatar } from "./avatar.js";
import { element, fill } from "./dom.js";
import { knownZone, timeText } from "./times.js";

/** A searchable list of everyone one can be; `choose` takes the account's id. */
function peoplePicker(directory, choose) {
  const search = element("input", {
    type: "search",
    class: "people-search",
    placeholder: "Search by name, title or place",
    "aria-label": "Search people",
  });
  const list = element("div", { class: "people-groups" });
  const show = () =>
    fill(
      list,
      groups(directory, search.value).map((group) => drawGroup(group, directory, choose)),
      emptyWords(directory, search.value),
    );
  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const first = list.querySelector("button");
    if (event.key === "Enter") first?.click();
    else first?.focus();
  });
  list.addEventListener("keydown", (event) => walk(event, list, search));
  show();
  return element("div", { class: "people" }, search, list);
}

/** The whole-page choice a newcomer meets first. */
export function welcome(directory, choose) {
  return element(
    "main",
    { class: "welcome" },
    element(
      "div",
      { class: "welcome-words" },
      avatar(directory.bot.user_id, directory),
      element("h1", {}, "Coxswain sandbox"),
      element("p", { class: "lead" }, "A local stand-in for Slack. Choose who to be; you can switch at any time."),
    ),
    peoplePicker(directory, choose),
  );
}

/** The same choice as a dialog, for switching. */
export function askWhoToBe(directory, choose) {
  const dialog = element("dialog", { class: "people-dialog", "aria-label": "Switch person" });
  const leave = element(
    "button",
    { type: "button", class: "button plain", onclick: () => dialog.close() },
    "Stay as I am",
  );
  dialog.append(
    element("h1", {}, "Who do you want to be?"),
    peoplePicker(directory, (id) => {
      dialog.close();
      choose(id);
    }),
    leave,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** People by the private rooms they belong to (these hint at roles), then all others. */
function groups(directory, query) {
  const found = directory
    .people()
    .filter((user) => matches(user, query))
    .sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
  const rooms = directory.channels.filter((channel) => channel.is_private);
  const grouped = rooms.map((room) => ({
    heading: `In the private channel ${room.name}`,
    users: found.filter((user) => room.members.includes(user.id)),
  }));
  const elsewhere = found.filter((user) => !rooms.some((room) => room.members.includes(user.id)));
  return [...grouped, { heading: rooms.length > 0 ? "Everyone else" : "Everyone", users: elsewhere }].filter(
    (group) => group.users.length > 0,
  );
}

function drawGroup(group, directory, choose) {
  return element(
    "section",
    {},
    element("h2", {}, group.heading),
    element(
      "div",
      { class: "people-list" },
      group.users.map((user) => drawPerson(user, directory, choose)),
    ),
  );
}

function drawPerson(user, directory, choose) {
  const zone = knownZone(user.tz);
  const clock = timeText(directory.now(), zone);
  return element(
    "button",
    {
      type: "button",
      class: "person",
      onclick: () => choose(user.id),
      "aria-current": user.id === directory.viewerId ? "true" : null,
    },
    avatar(user.id, directory),
    element(
      "span",
      { class: "person-words" },
      element(
        "span",
        { class: "person-name" },
        nameOf(user),
        user.is_restricted ? element("span", { class: "badge" }, "Guest") : null,
      ),
      element("span", { class: "description" }, user.title || `@${user.name}`),
    ),
    element(
      "span",
      { class: "person-time", title: zone },
      clock,
      element("span", { class: "description" }, placeOf(zone)),
    ),
  );
}

function emptyWords(directory, query) {
  return directory.people().some((user) => matches(user, query))
    ? null
    : element("p", { class: "nothing" }, "Nobody matches. Try fewer letters.");
}

function matches(user, query) {
  const words = `${user.real_name} ${user.name} ${user.title ?? ""} ${user.email ?? ""} ${user.tz ?? ""}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

function nameOf(user) {
  return user.real_name || user.name;
}

function placeOf(zone) {
  return zone.split("/").at(-1).replaceAll("_", " ");
}

function walk(event, list, search) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...list.querySelectorAll("button")];
  const next = buttons.indexOf(document.activeElement) + step;
  if (next < 0) search.focus();
  else buttons[Math.min(next, buttons.length - 1)].focus();
}
