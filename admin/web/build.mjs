// Builds what staff's browsers load: `node build.mjs [DIRECTORY]`, by default into built/.

import { join, resolve } from "node:path";
import { bundle } from "../../gateway/web/bundle.mjs";

const HERE = import.meta.dirname;
const INTO = resolve(process.argv[2] ?? join(HERE, "built"));

await bundle({ from: HERE, into: INTO, hashed: ["workbench/page.tsx"], named: ["embed/sdk.ts"] });
// Of the pages of administration, which `admin.pages` renders.
await bundle({
  from: HERE,
  into: join(INTO, "panel"),
  hashed: ["panel/panel.ts", "panel/sign_in.tsx"],
  named: ["panel/look.ts"],
});
