// The file input of a form: files are uploaded as they are chosen, and go with the form when it is sent.
// Source: https://docs.slack.dev/reference/block-kit/block-elements/file-input-element

import { contentOf, stateOf } from "./answers.js";
import { element, fill } from "./dom.js";
import { contentBase64 } from "./files.js";

const MOST_FILES = 10;

/** A button that chooses files, and what was chosen, each with a button to leave it out again. */
export function drawFileInput(block, part, surface) {
  const most = part.max_files ?? MOST_FILES;
  const picker = element("input", {
    type: "file",
    ...surface.naming(block, part),
    multiple: most > 1,
    accept: part.filetypes?.map((type) => `.${type}`).join(","),
    "data-action": part.action_id,
    "data-block": block.block_id,
  });
  const chosen = element("ul", { class: "chosen-files" });
  const trouble = element("p", { class: "fault", role: "alert" });
  const held = () => contentOf(surface.stateOf(block, part));
  const keep = (files) => {
    surface.chose(block, part, stateOf(part, files), picker);
    show();
  };
  const show = () =>
    fill(
      chosen,
      held().map((file) => drawChosen(file, () => keep(held().filter((each) => each.id !== file.id)))),
    );
  picker.addEventListener("change", async () => {
    const wanted = [...picker.files];
    picker.value = "";
    trouble.textContent = held().length + wanted.length > most ? `Choose at most ${most} files.` : "";
    if (trouble.textContent !== "") return;
    for (const file of wanted) {
      const answer = await surface.keepFile(file.name, await contentBase64(file));
      if (answer.ok === false) trouble.textContent = `${file.name} could not be uploaded.`;
      else keep([...held(), answer.file]);
    }
  });
  show();
  return element("div", {}, picker, chosen, trouble);
}

function drawChosen(file, leaveOut) {
  const out = element("button", { type: "button", class: "link-button", "aria-label": `Remove ${file.name}` }, "Remove");
  out.addEventListener("click", leaveOut);
  return element("li", {}, file.name, " ", out);
}
