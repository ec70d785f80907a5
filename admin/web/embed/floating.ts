// A floating button and its panel, in a shadow tree that the page's styles do not reach.

import { LOOK } from "./look.ts";

export class Floating {
  readonly panel = document.createElement("div");
  readonly button = document.createElement("button");
  readonly #all = document.createElement("div");

  /** `open`: the button asks for the panel, or for its end. */
  constructor(name: string, open: (isWanted: boolean) => void) {
    const outer = document.createElement("triodesk-agent");
    const tree = outer.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOK);
    tree.adoptedStyleSheets = [sheet];
    this.#all.className = "root";
    this.panel.className = "panel";
    this.button.type = "button";
    this.button.textContent = name;
    this.button.addEventListener("click", () => open(this.panel.classList.contains("gone")));
    this.showPanel(false);
    this.#all.append(this.panel, this.button);
    tree.append(this.#all);
    document.body.append(outer);
  }

  show(isShown: boolean): void {
    this.#all.classList.toggle("gone", !isShown);
  }

  showPanel(isShown: boolean): void {
    this.panel.classList.toggle("gone", !isShown);
    this.button.setAttribute("aria-expanded", String(isShown));
  }
}
