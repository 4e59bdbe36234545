// Drawings of routes that are larger than the room they have.

/** Bring an element of a drawing into the middle of the room that shows it. */
export function bringToMiddle(place: Element, room: HTMLElement): void {
  const [mark, around] = [place.getBoundingClientRect(), room.getBoundingClientRect()];
  room.scrollLeft += mark.left + mark.width / 2 - around.left - around.width / 2;
  room.scrollTop += mark.top + mark.height / 2 - around.top - around.height / 2;
}

/** Begin each drawing where something is the matter: where a case is, or what differs. */
export function beginAtMarks(): void {
  for (const room of document.querySelectorAll<HTMLElement>(".tekening")) {
    const place = marked(room);
    if (place) bringToMiddle(place, room);
  }
  for (const pair of document.querySelectorAll(".naast-elkaar")) showTheSame(pair);
}

function marked(room: HTMLElement): Element | undefined {
  return [".marks.late", ".marks.active", ".state.is-active", ".marks"]
    .map((marks) => room.querySelector(marks))
    .find((found) => found !== null) ?? undefined;
}

/** Where nothing is marked in one of two drawings, show what the other shows. */
function showTheSame(pair: Element): void {
  const rooms = [...pair.querySelectorAll<HTMLElement>(".tekening")];
  const led = rooms.find(marked);
  for (const room of rooms)
    if (led && !marked(room)) room.scrollTo(led.scrollLeft, led.scrollTop);
}
