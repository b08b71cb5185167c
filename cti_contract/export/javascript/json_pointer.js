// JSON Pointers (RFC 6901).

/** Returns the pointer of a path of member names and indices. */
export function pointerTo(place) {
  return place.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")
}

/** Returns the pointer of a member or an element of the value at `pointer`. */
export function child(pointer, step) {
  return pointer + pointerTo([step])
}
