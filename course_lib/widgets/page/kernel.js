// Talking to the kernel: one message at a time is waited for. Where no answer comes, it is said.

const LATE = 1200; // milliseconds without an answer
const BUSY = "Python is still at work. What you did is shown as soon as it is done.";
const GONE = "Python was restarted or has stopped, so this explorer does not answer. Run all cells above it, and its own, again.";

function talk(model, root, warn, pointer) {
  let waiting = null; // for the answer to the last message
  let queued = null; // the last cell that was pointed at meanwhile
  let timer = 0;
  const kernel = () => model.widget_manager?.kernel;
  const late = () => {
    if (["busy", "starting"].includes(kernel()?.status)) return warn(BUSY);
    root.ariaBusy = "false";
    warn(GONE);
  };
  const send = (kind, rest) => {
    waiting = `${Date.now()}-${(count += 1)}`;
    root.ariaBusy = "true";
    clearTimeout(timer);
    timer = setTimeout(late, LATE);
    try {
      const [bytes, plain] = [true, false].map((is) => rest.filter((one) => one instanceof ArrayBuffer === is));
      model.send({ id: waiting, do: kind, with: plain }, undefined, bytes);
    } catch {
      late();
    }
  };
  const tell = (kind, ...rest) => {
    queued = null;
    const pointing = kind === "preview";
    if (pointing && (model.get("view").pinned || !pointer.moved())) return false;
    if (pointing && waiting) queued = rest;
    else send(kind, rest);
    return true;
  };
  // Tells whether an answer is still to come; called for each new view.
  const heard = (view) => {
    clearTimeout(timer);
    warn("");
    if (waiting !== null && view.answered !== waiting) {
      timer = setTimeout(late, LATE);
      return true;
    }
    waiting = null;
    root.ariaBusy = "false";
    if (queued && !model.get("view").pinned) send("preview", queued);
    queued = null;
    return waiting !== null;
  };
  const ended = (_, status) => ["restarting", "autorestarting", "dead"].includes(status) && late();
  const at = kernel();
  at?.statusChanged?.connect(ended);
  const hangUp = () => {
    clearTimeout(timer);
    at?.statusChanged?.disconnect(ended);
  };
  return { tell, heard, hangUp };
}
