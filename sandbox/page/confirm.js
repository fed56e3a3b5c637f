// The question before an act: Block Kit's confirmation dialog.
// Source: https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object

import { element, freshId } from "./dom.js";
import { drawText } from "./text.js";

/** Asks; a promise of whether the person said yes. Escape is a no. */
export function confirmed(question, directory) {
  const title = freshId("confirm");
  const yes = element(
    "button",
    { class: `button ${question.style === "danger" ? "danger" : "primary"}`, value: "yes" },
    question.confirm.text,
  );
  const no = element("button", { class: "button plain", value: "no", autofocus: true }, question.deny.text);
  const dialog = element(
    "dialog",
    { class: "confirm", "aria-labelledby": title },
    element(
      "form",
      { method: "dialog" },
      element("h1", { id: title }, question.title.text),
      element("p", {}, drawText(question.text, directory)),
      element("div", { class: "dialog-buttons" }, no, yes),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
