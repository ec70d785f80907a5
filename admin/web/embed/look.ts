// How the floating button and its panel look. Constructed, not written into the page: a page's CSP lets it.

export const LOOK = `
:host { all: initial !important; }
.root { --accent: #1f5fd0; --panel: #fff; position: fixed; z-index: 2147483000; right: 20px; bottom: 20px;
  font: 600 14px/1 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { .root { --panel: #14171d; } }
button { display: block; min-height: 44px; margin-left: auto; padding: 0 18px; border: 0; border-radius: 22px;
  background: var(--accent); color: #fff; font: inherit; cursor: pointer; box-shadow: 0 4px 16px #0004; }
button:focus-visible { outline: 3px solid #fff; outline-offset: -6px; }
button.rings::before { content: "🔔 "; }
.panel { position: absolute; right: 0; bottom: 60px; overflow: hidden; border-radius: 12px; background: var(--panel);
  box-shadow: 0 8px 40px #0004; width: max(760px, min(1200px, 100vw - 40px)); max-width: calc(100vw - 40px);
  height: max(480px, min(800px, 100vh - 100px)); max-height: calc(100vh - 100px); }
iframe { display: block; width: 100%; height: 100%; border: 0; }
.gone { visibility: hidden; }
[hidden] { display: none; }
`;
