// What the widget shows in the page: the round button with its badge, and the panel for the chat.
//
// All in a shadow tree: neither do the page's styles reach it, nor its own the page.

import { inkOn } from "./ink.ts";
import { LOOK } from "./look.ts";
import type { WidgetSettings } from "./settings.ts";
import type { LauncherWords } from "./words.ts";

const SVG = "http://www.w3.org/2000/svg";
const TALK = "M4 5h16v11h-8l-5 4v-4H4z";
const SHUT = "M6 9l6 6 6-6";
/** More is told as `99+`: the badge is round. */
const MAX_BADGE = 99;
/** A message is shown beside the button for so many ms: the badge stays. */
const PREVIEW_MS = 10_000;

export interface LauncherActs {
  readonly pressed: () => void;
  readonly escaped: () => void;
}

export class Launcher {
  readonly #host = document.createElement("triodesk-widget");
  readonly #tree = this.#host.attachShadow({ mode: "open" });
  readonly #root = document.createElement("div");
  readonly #panel = document.createElement("div");
  readonly #button = document.createElement("button");
  readonly #badge = document.createElement("span");
  readonly #told = document.createElement("span");
  readonly #preview = document.createElement("div");
  #previewTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #words: LauncherWords;
  #isOpen = false;
  #unread = 0;

  constructor(words: LauncherWords, language: string, { side, theme, color }: WidgetSettings, acts: LauncherActs) {
    this.#words = words;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOK);
    this.#tree.adoptedStyleSheets = [sheet];
    this.#root.className = `root ${side} ${theme}`;
    this.#root.lang = language;
    if (color) {
      this.#root.style.setProperty("--accent", color);
      this.#root.style.setProperty("--ink", inkOn(color));
    }
    this.#panel.className = "panel";
    this.#badge.className = "badge";
    this.#badge.setAttribute("aria-hidden", "true");
    this.#told.className = "told";
    this.#told.setAttribute("role", "status");
    this.#button.type = "button";
    this.#button.append(drawn("talk", TALK), drawn("shut", SHUT), this.#badge);
    this.#button.addEventListener("click", acts.pressed);
    // By the keyboard the button does the same.
    this.#preview.className = "preview";
    this.#preview.setAttribute("role", "status");
    this.#preview.addEventListener("click", acts.pressed);
    this.#root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") acts.escaped();
    });
    this.#root.append(this.#panel, this.#preview, this.#button, this.#told);
    this.#tree.append(this.#root);
    this.#label();
    document.body.append(this.#host);
  }

  /** Puts a chat into the panel; the one before goes. */
  hold(frame: HTMLIFrameElement): void {
    this.#panel.replaceChildren(frame);
  }

  show(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#root.classList.toggle("open", isOpen);
    this.preview("");
    this.#label();
  }

  count(unread: number): void {
    this.#unread = unread;
    if (!unread) this.preview("");
    this.#badge.textContent = unread > MAX_BADGE ? `${MAX_BADGE}+` : unread ? String(unread) : "";
    this.#told.textContent = unread ? this.#words.unread(unread) : "";
    this.#label();
  }

  /** Shows for a while what somebody has just said; "" = no longer. */
  preview(text: string): void {
    clearTimeout(this.#previewTimer);
    this.#preview.textContent = text;
    if (text) this.#previewTimer = setTimeout(() => this.preview(""), PREVIEW_MS);
  }

  /** True while the keyboard is in the button or the chat. */
  get hasFocus(): boolean {
    return this.#tree.activeElement !== null;
  }

  focus(): void {
    this.#button.focus();
  }

  #label(): void {
    const { open, close, unread } = this.#words;
    const count = !this.#isOpen && this.#unread ? `, ${unread(this.#unread)}` : "";
    this.#button.setAttribute("aria-label", (this.#isOpen ? close : open) + count);
    this.#button.setAttribute("aria-expanded", String(this.#isOpen));
  }
}

function drawn(name: string, path: string): SVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", name);
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  picture.append(line);
  return picture;
}
