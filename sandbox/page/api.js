// The sandbox server's control interface, as one person uses it.

const TROUBLE = {
  operation_timeout: "The app did not answer within 3 seconds. Please try again.",
  dispatch_failed: "The app answered with an error. Please try again.",
  unreachable: "The sandbox server does not answer. Is it still running?",
};

/** What went wrong, in words for the person at the page. */
export function troubleWords(answer) {
  return (
    TROUBLE[answer.error] ??
    answer.detail ??
    `That did not work (${answer.error ?? "no reason given"}). Please try again.`
  );
}

/** Whether the act reached the app's door: what then goes wrong, Slackbot says in the conversation itself. */
export function saidBySlackbot(answer) {
  return answer.ack_ms !== undefined;
}

/** The workspace: people, channels and commands. */
export function workspaceState() {
  return ask("GET", "/sandbox/state");
}

/** How far the workspace's clock is ahead: {ahead_seconds}. */
export function clock() {
  return ask("GET", "/sandbox/clock");
}

/** Moves the workspace's clock. */
export function moveClock(aheadSeconds) {
  return ask("POST", "/sandbox/clock", { ahead_seconds: aheadSeconds });
}

/** Everything that one person sees and does. Each promise gives the server's answer; `ok: false` comes with `error`. */
export class Server {
  #root;

  constructor(person) {
    this.#root = `/sandbox/people/${encodeURIComponent(person)}`;
  }

  get eventsAddress() {
    return `${this.#root}/events`;
  }

  conversations() {
    return ask("GET", `${this.#root}/conversations`);
  }

  messages(channel) {
    return ask("GET", `${this.#root}/conversations/${encodeURIComponent(channel)}/messages`);
  }

  markRead(channel) {
    return ask("POST", `${this.#root}/conversations/${encodeURIComponent(channel)}/read`, {});
  }

  home() {
    return ask("GET", `${this.#root}/home`);
  }

  openHome() {
    return ask("POST", `${this.#root}/home`, {});
  }

  views() {
    return ask("GET", `${this.#root}/views`);
  }

  command(channel, text) {
    return ask("POST", `${this.#root}/command`, { channel, text });
  }

  message(channel, text) {
    return ask("POST", `${this.#root}/message`, { channel, text });
  }

  upload(channel, filename, contentBase64) {
    return ask("POST", `${this.#root}/upload`, { channel, filename, content_base64: contentBase64 });
  }

  /** Uploads a file into no conversation: {file}. */
  keepFile(filename, contentBase64) {
    return ask("POST", `${this.#root}/file`, { filename, content_base64: contentBase64 });
  }

  /** `place` is {channel, ts}, {view_id} or {home: true}; `value` the element's state, absent for a button. */
  press(place, blockId, actionId, value, values) {
    return ask("POST", `${this.#root}/press`, { ...place, block_id: blockId, action_id: actionId, value, values });
  }

  options(place, blockId, actionId, query) {
    return ask("POST", `${this.#root}/options`, { ...place, block_id: blockId, action_id: actionId, query });
  }

  submit(viewId, values) {
    return ask("POST", `${this.#root}/submit`, { view_id: viewId, values });
  }

  close(viewId) {
    return ask("POST", `${this.#root}/close`, { view_id: viewId });
  }
}

async function ask(method, path, body) {
  const sent =
    body === undefined
      ? { method }
      : { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(path, sent);
    const answer = await response.json();
    return response.ok ? answer : { ok: false, error: `status ${response.status}`, ...answer };
  } catch (error) {
    // A refused connection is a TypeError, an answer that is not JSON a SyntaxError; anything else is our own fault.
    if (error instanceof TypeError || error instanceof SyntaxError) return { ok: false, error: "unreachable" };
    throw error;
  }
}
