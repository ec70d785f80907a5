// Whether a page may turn the keyboard to what is wanted next, unasked.

/** False in a frame that one does not use just now: one may be writing in the page around it, or in another frame. */
export function mayTakeFocus(): boolean {
  return window === window.parent || document.hasFocus();
}
