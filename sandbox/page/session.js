// The page in one person's eyes: everything is fetched, shown and kept current for them.

import { showAddress } from "./address.js";
import { Server, troubleWords, workspaceState } from "./api.js";
import { ClockControl } from "./clock.js";
import { element, fill } from "./dom.js";
import { EventStream } from "./events.js";
import { Header } from "./header.js";
import { Home } from "./home.js";
import { ModalStack } from "./modal.js";
import { Refresher } from "./refresher.js";
import { Room, nameOf } from "./room.js";
import { Sidebar } from "./sidebar.js";

export class Session {
  #directory;
  #clock;
  #notices;
  #server;
  #sidebar;
  #header;
  #clockControl;
  #modals;
  #views;
  #state;
  #list;
  #events;
  #conversations = [];
  #drafts = new Map();
  #place = null;
  #shown = null;
  #body = element("div", { class: "pane-body" });
  #endings = [];

  /**
   * @param {Directory} directory in this person's eyes
   * @param {Clock} clock
   * @param {Notices} notices
   * @param {() => void} switchPerson called when the person wants to be somebody else
   */
  constructor(directory, clock, notices, switchPerson) {
    this.#directory = directory;
    this.#clock = clock;
    this.#notices = notices;
    this.#server = new Server(directory.viewerId);
    this.#sidebar = new Sidebar(directory, switchPerson);
    this.#clockControl = new ClockControl(clock, directory, notices);
    // What is said of moments ("Today", "in 2 days") is said anew.
    this.#endings.push(clock.onChange(() => this.#shown?.refresh()));
    this.#header = new Header(directory, this.#clockControl.element, () => this.#showSidebar(true));
    this.#state = new Refresher(workspaceState, (state) => directory.take(state));
    this.#list = new Refresher(
      () => this.#server.conversations(),
      ({ conversations }) => this.#showConversations(conversations),
    );
    this.#views = new Refresher(
      () => this.#server.views(),
      ({ views }) => this.#modals.show(views),
    );
    this.#modals = new ModalStack(directory, this.#server, () => this.#views.request());
    this.#events = new EventStream(this.#server.eventsAddress, this.#listener());
    this.element = this.#draw();
  }

  get person() {
    return this.#directory.viewerId;
  }

  /** Begins: fetches, and opens this place ("home", a conversation's id, or null for the app's messages). */
  async start(place) {
    const settled = () => this.#shown?.markRead?.();
    document.addEventListener("visibilitychange", settled);
    this.#endings.push(() => document.removeEventListener("visibilitychange", settled));
    await this.#list.request();
    this.open(place);
    this.#events.start();
  }

  stop() {
    this.#events.stop();
    this.#clockControl.stop();
    for (const refresher of [this.#list, this.#views, this.#state]) refresher.stop();
    this.#shown?.stop();
    this.#modals.show([]);
    for (const end of this.#endings) end();
  }

  /** Opens a conversation, or the Home tab. */
  open(place) {
    const conversation = this.#conversations.find((each) => each.id === place);
    const wanted =
      place === "home" ? "home" : ((conversation ?? this.#messagesWithApp() ?? this.#conversations[0])?.id ?? "home");
    this.#showSidebar(false);
    if (wanted !== place) showAddress(this.person, wanted);
    if (wanted === this.#place) return;
    this.#leave();
    this.#place = wanted;
    this.#shown =
      wanted === "home"
        ? new Home(this.#directory, this.#server, (answer) => this.#trouble(answer))
        : this.#room(wanted);
    fill(this.#body, this.#shown.element);
    this.#showPlace();
    this.#shown.refresh();
    this.#shown.focus?.();
  }

  #draw() {
    const skip = element(
      "a",
      { class: "skip", href: "#", onclick: (event) => this.#skip(event) },
      "Skip to the conversation",
    );
    const pane = element("main", { class: "pane" }, this.#header.element, this.#body);
    const veil = element("div", { class: "veil", onclick: () => this.#showSidebar(false) });
    const frame = element(
      "div",
      { class: "frame" },
      element("header", { class: "skip-holder" }, skip),
      this.#sidebar.element,
      veil,
      pane,
    );
    frame.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#showSidebar(false);
    });
    return frame;
  }

  /** On a narrow screen the conversations stand over the page only when asked for. */
  #showSidebar(open) {
    if (this.element.classList.contains("sidebar-open") === open) return;
    this.element.classList.toggle("sidebar-open", open);
    this.#header.sidebarIs(open);
    if (open) this.#sidebar.focus();
  }

  #skip(event) {
    event.preventDefault();
    if (this.#shown?.focus) this.#shown.focus();
    else this.#shown?.element.focus();
  }

  #room(id) {
    return new Room(this.#conversation(id), this.#directory, this.#server, {
      draft: this.#drafts.get(id) ?? "",
      trouble: (answer) => this.#trouble(answer),
      afterRead: () => this.#list.request(),
    });
  }

  #leave() {
    if (this.#shown?.draft !== undefined) this.#drafts.set(this.#place, this.#shown.draft);
    this.#shown?.stop();
  }

  #conversation(id) {
    return this.#conversations.find((each) => each.id === id);
  }

  #messagesWithApp() {
    return this.#conversations.find((each) => each.is_im && each.user === this.#directory.bot.user_id);
  }

  #showConversations(conversations) {
    this.#conversations = conversations;
    this.#sidebar.show(conversations, this.#place);
    const open = this.#conversation(this.#place);
    if (open && this.#shown?.update) {
      this.#shown.update(open);
      this.#shown.markRead();
    }
    this.#showTitle();
  }

  #showPlace() {
    this.#sidebar.mark(this.#place);
    const app = this.#messagesWithApp();
    if (this.#place === "home" || this.#place === app?.id) this.#header.showApp(this.#place, app?.id ?? null);
    else this.#header.showConversation(this.#conversation(this.#place));
    this.#showTitle();
  }

  #showTitle() {
    const unread = this.#conversations.reduce((sum, each) => sum + (each.unread ?? 0), 0);
    const open = this.#conversation(this.#place);
    const place = open ? nameOf(open, this.#directory) : "Home";
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${place} · Coxswain sandbox`;
  }

  #trouble(answer) {
    if (answer.ok === false) this.#notices.say(troubleWords(answer));
  }

  #listener() {
    return {
      opened: () => {
        this.#notices.connection(true);
        this.#refreshAll();
      },
      lost: () => this.#notices.connection(false),
      changed: (event) => this.#changed(event),
    };
  }

  #changed({ changed, channel }) {
    if (changed === "views") this.#views.request();
    else if (changed === "clock") this.#clock.refresh();
    else if (changed === "home" && this.#place === "home") this.#shown.refresh();
    else if (changed === "conversations") this.#state.request().then(() => this.#list.request());
    else if (changed === "conversation") {
      if (channel === this.#place) this.#shown.refresh();
      this.#list.request();
    }
  }

  #refreshAll() {
    this.#clock.refresh();
    this.#state.request();
    this.#list.request();
    this.#views.request();
    this.#shown?.refresh();
  }
}
