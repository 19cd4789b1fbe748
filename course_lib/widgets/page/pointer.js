// Whether the pointer moved itself: a page that moves under a resting pointer tells of moves, too.

function watchPointer() {
  let place = null; // on the screen
  let moved = false;
  const watch = (event) => {
    const now = `${event.screenX} ${event.screenY}`;
    moved = now !== place;
    place = now;
  };
  const kinds = ["pointermove", "pointerdown"];
  for (const kind of kinds) document.addEventListener(kind, watch, true);
  const forget = () => {
    for (const kind of kinds) document.removeEventListener(kind, watch, true);
  };
  return { moved: () => moved, forget };
}
