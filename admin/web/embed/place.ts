// Where the workbench is in the page: an element of the page's own, or a panel with a floating button.
//
// A frame that is taken out of a page begins anew where it is put back: what is hidden stays where it is.

import { LOOK } from "./look.ts";

/** Less than so many CSS pixels, and the workbench is a phone's. */
export const MIN_WIDTH = 760;
export const MIN_HEIGHT = 480;

const NAMES = { zh: "客服工作台", en: "Workbench" };

export class Place {
  readonly #home: HTMLElement;
  readonly #button: HTMLButtonElement | undefined;
  /** All of it; the workbench in it. */
  readonly #all: HTMLElement;
  readonly #panel: HTMLElement;
  readonly #name: string;

  /** `home`: an element of the page; undefined: it floats. */
  constructor(home: HTMLElement | undefined, language: string) {
    this.#name = language.startsWith("zh") ? NAMES.zh : NAMES.en;
    if (home) {
      [this.#home, this.#all, this.#panel] = [home, home, home];
      return;
    }
    const outer = document.createElement("triodesk-agent");
    const tree = outer.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOK);
    tree.adoptedStyleSheets = [sheet];
    this.#all = document.createElement("div");
    this.#all.className = "root";
    this.#panel = document.createElement("div");
    this.#panel.className = "panel gone";
    this.#home = this.#panel;
    this.#button = document.createElement("button");
    this.#button.type = "button";
    this.#button.textContent = this.#name;
    this.#button.setAttribute("aria-expanded", "false");
    this.#button.addEventListener("click", () => this.showWorkbench(this.#panel.classList.contains("gone")));
    this.#all.append(this.#panel, this.#button);
    tree.append(this.#all);
    document.body.append(outer);
  }

  /** Shows a frame in place of the one before. */
  hold(frame: HTMLIFrameElement): void {
    frame.title = this.#name;
    if (!this.#button) {
      const { style } = frame;
      Object.assign(style, { display: "block", width: "100%", height: "100%", border: "0" });
      Object.assign(style, { minWidth: `${MIN_WIDTH}px`, minHeight: `${MIN_HEIGHT}px` });
    }
    this.#home.replaceChildren(frame);
  }

  show(isShown: boolean): void {
    this.#all.classList.toggle("gone", !isShown);
    this.#all.style.visibility = isShown ? "" : "hidden";
  }

  showButton(isShown: boolean): void {
    if (this.#button) this.#button.hidden = !isShown;
  }

  showWorkbench(isShown: boolean): void {
    if (!this.#button) {
      this.show(isShown);
      return;
    }
    this.#panel.classList.toggle("gone", !isShown);
    this.#button.setAttribute("aria-expanded", String(isShown));
  }

  /** Something rings that nobody may see. */
  ring(isRinging: boolean): void {
    this.#button?.classList.toggle("rings", isRinging);
  }
}
