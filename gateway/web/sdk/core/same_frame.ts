// Whether two frames say the same.

/** Values of the wire: no functions, no cycles; the keys of both stand in the schema's order. */
export function sameFrame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
