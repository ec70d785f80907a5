// Where the workbench is in the page: an element of the page's own, or a panel with a floating button.
//
// A frame that is taken out of a page begins anew where it is put back: what is hidden stays where it is. Of an
// element of the page's own nothing is touched but what it holds: its classes and styles mean something there.

import { Floating } from "./floating.ts";

/** Less than so many CSS pixels, and the workbench is a phone's. */
export const MIN_WIDTH = 760;
export const MIN_HEIGHT = 480;

const NAMES = { zh: "客服工作台", en: "Workbench" };

export class Place {
  readonly #home: HTMLElement;
  readonly #floating: Floating | undefined;
  readonly #name: string;
  #frame: HTMLIFrameElement | undefined;
  #isShown = true;

  /** `home`: an element of the page; undefined: it floats. */
  constructor(home: HTMLElement | undefined, language: string) {
    this.#name = language.startsWith("zh") ? NAMES.zh : NAMES.en;
    if (home) {
      this.#home = home;
      return;
    }
    this.#floating = new Floating(this.#name, (isWanted) => this.showWorkbench(isWanted));
    this.#home = this.#floating.panel;
  }

  /** Shows a frame in place of the one before. */
  hold(frame: HTMLIFrameElement): void {
    frame.title = this.#name;
    if (!this.#floating) {
      const { style } = frame;
      Object.assign(style, { display: "block", width: "100%", height: "100%", border: "0" });
      Object.assign(style, { minWidth: `${MIN_WIDTH}px`, minHeight: `${MIN_HEIGHT}px` });
    }
    this.#frame = frame;
    this.#seeFrame();
    this.#home.replaceChildren(frame);
  }

  show(isShown: boolean): void {
    this.#isShown = isShown;
    if (this.#floating) this.#floating.show(isShown);
    else this.#seeFrame();
  }

  showButton(isShown: boolean): void {
    if (this.#floating) this.#floating.button.hidden = !isShown;
  }

  showWorkbench(isShown: boolean): void {
    if (this.#floating) this.#floating.showPanel(isShown);
    else this.show(isShown);
  }

  /** Something rings that nobody may see. */
  ring(isRinging: boolean): void {
    this.#floating?.button.classList.toggle("rings", isRinging);
  }

  #seeFrame(): void {
    if (this.#frame && !this.#floating) this.#frame.style.visibility = this.#isShown ? "" : "hidden";
  }
}
