// How launcher and panel look. Constructed, not written into the page: a page's CSP (style-src) lets it.

/** Narrower, in CSS pixels, the chat takes the whole screen. */
export const PHONE = "(max-width: 480px)";

const DARK = "{ --panel: #14171d; --text: #fff; }";

export const LOOK = `
:host { all: initial !important; }
.root { --accent: #1f5fd0; --ink: #fff; --panel: #fff; --text: #000; position: fixed; z-index: 2147483000; bottom: 20px;
  right: 20px; font: 600 12px/1 system-ui, sans-serif; }
.root.left { right: auto; left: 20px; }
.root.dark ${DARK}
@media (prefers-color-scheme: dark) { .root:not(.light) ${DARK} }
button { display: grid; place-items: center; width: 56px; height: 56px; padding: 0; border: 0; border-radius: 50%;
  background: var(--accent); color: var(--ink); cursor: pointer; box-shadow: 0 4px 16px #0004; }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: -6px; }
svg { width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 2; }
.preview { position: absolute; right: 0; bottom: 72px; width: max-content; max-width: 240px;
  padding: 12px 16px; border-radius: 16px; background: var(--panel); color: var(--text);
  font: 400 14px/1.4 system-ui, sans-serif; overflow-wrap: anywhere; cursor: pointer; box-shadow: 0 4px 16px #0004; }
.shut, .open .talk, .badge:empty, .preview:empty { display: none; }
.open .shut { display: block; }
.badge { position: absolute; top: -4px; right: -4px; min-width: 12px; padding: 5px; border-radius: 11px; background: #c8102e;
  color: #fff; }
.told { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.panel { position: absolute; right: 0; bottom: 72px; width: 384px; height: min(660px, 100vh - 116px);
  max-width: calc(100vw - 40px); overflow: hidden; border-radius: 16px; background: var(--panel);
  box-shadow: 0 8px 40px #0004; visibility: hidden; opacity: 0; transform: translateY(12px); transition: .15s; }
.left .panel, .left .preview { right: auto; left: 0; }
.open .panel { visibility: visible; opacity: 1; transform: none; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
@media ${PHONE} {
  .open .panel { position: fixed; inset: 0; width: auto; max-width: none; height: auto; border-radius: 0; }
  .open button { visibility: hidden; }
}
@media (prefers-reduced-motion: reduce) { .panel { transition: none; } }
@media print { .root { display: none; } }
`;
