// The stack of modals: each view a dialog, the newest on top.

import { troubleWords } from "./api.js";
import { element, fill, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { Surface } from "./surface.js";
import { drawText } from "./text.js";
import { faultsIn } from "./validation.js";

export class ModalStack {
  #directory;
  #server;
  #refresh;
  #open = new Map();

  /**
   * @param {Directory} directory
   * @param {Server} server
   * @param {() => Promise<void>} refresh fetches the views anew and shows them
   */
  constructor(directory, server, refresh) {
    this.#directory = directory;
    this.#server = server;
    this.#refresh = refresh;
  }

  /** Shows these views, bottom first. Views already open are changed where they stand. */
  show(views) {
    const kept = new Set(views.map((view) => view.id));
    for (const [id, modal] of this.#open) {
      if (kept.has(id)) continue;
      modal.remove();
      this.#open.delete(id);
    }
    for (const view of views) {
      const modal = this.#open.get(view.id) ?? new Modal(view, this.#directory, this.#server, this.#refresh);
      this.#open.set(view.id, modal);
      modal.show(view);
    }
  }
}

class Modal {
  #id;
  #blocks = [];
  #shown = "";
  #directory;
  #server;
  #refresh;
  #surface;
  #dialog;
  #title = element("h1", { id: freshId("modal"), tabindex: "-1" });
  #notice = element("p", { class: "modal-notice", role: "alert" });
  #submit = element("button", { type: "submit", class: "button primary" });
  #cancel = element("button", { type: "button", class: "button plain", onclick: () => this.#close() });

  constructor(view, directory, server, refresh) {
    this.#id = view.id;
    this.#directory = directory;
    this.#server = server;
    this.#refresh = refresh;
    this.#surface = new Surface(directory, this.#send(), { keepsTyped: true, already: view.values ?? {} });
    this.#dialog = this.#draw();
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#title.focus();
  }

  /** Shows the view as it now is; what was typed stays where block_id and action_id did. */
  show(view) {
    this.#blocks = view.blocks;
    fill(this.#title, drawText(view.title, this.#directory));
    this.#submit.hidden = !view.submit;
    fill(this.#submit, view.submit?.text ?? "");
    fill(this.#cancel, view.close?.text ?? (view.submit ? "Cancel" : "Close"));
    this.#surface.show(view.blocks);
    const shown = JSON.stringify([view.hash, view.errors, view.notice]);
    if (shown !== this.#shown) {
      this.#surface.showFaults(view.errors ?? {});
      this.#notice.textContent = view.notice ?? "";
    }
    this.#shown = shown;
    // What held the focus may be gone with the old blocks; it must not fall out of the dialog.
    if (document.activeElement === document.body) this.#title.focus();
    if (document.activeElement === this.#title) this.#focusFirst();
  }

  remove() {
    this.#dialog.close();
    this.#dialog.remove();
  }

  #send() {
    const place = { view_id: this.#id };
    return {
      press: async (...pressed) => {
        const answer = await this.#server.press(place, ...pressed);
        if (answer.ok === false) this.#notice.textContent = troubleWords(answer);
        await this.#refresh();
      },
      options: (...asked) => this.#server.options(place, ...asked),
      keepFile: (...file) => this.#server.keepFile(...file),
    };
  }

  #draw() {
    const leave = element(
      "button",
      { type: "button", class: "icon-button", "aria-label": "Close", onclick: () => this.#close() },
      icon("close"),
    );
    const form = element(
      "form",
      { novalidate: true },
      element("header", { class: "modal-head" }, this.#title, leave),
      element("div", { class: "modal-body" }, this.#notice, this.#surface.element),
      element("footer", { class: "modal-foot" }, this.#cancel, this.#submit),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submitForm();
    });
    // Enter alone breaks the line in a text of several lines.
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#submitForm();
    });
    const dialog = element("dialog", { class: "modal", "aria-labelledby": this.#title.id }, form);
    // Only the server closes a view: the page asks it to, and then shows what is left.
    dialog.addEventListener("cancel", (event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      this.#close();
    });
    return dialog;
  }

  #focusFirst() {
    const wanted =
      this.#surface.element.querySelector("[autofocus]") ??
      this.#surface.element.querySelector(".block-input [data-action]");
    wanted?.focus();
  }

  async #submitForm() {
    if (this.#submit.hidden || this.#submit.getAttribute("aria-busy") === "true") return;
    const faults = faultsIn(this.#blocks, this.#surface.answers);
    this.#notice.textContent = "";
    this.#surface.showFaults(faults);
    if (Object.keys(faults).length > 0) return;
    this.#submit.setAttribute("aria-busy", "true");
    const answer = await this.#server.submit(this.#id, this.#surface.answers.values());
    this.#submit.removeAttribute("aria-busy");
    await this.#refresh();
    if (answer.errors) this.#surface.showFaults(answer.errors);
    else if (answer.ok === false) this.#notice.textContent = troubleWords(answer);
  }

  async #close() {
    const answer = await this.#server.close(this.#id);
    if (answer.ok === false) this.#notice.textContent = troubleWords(answer);
    await this.#refresh();
  }
}
