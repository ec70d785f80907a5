// Builds what staff's browsers load: `node build.mjs [DIRECTORY]`, by default into built/.

import { join, resolve } from "node:path";
import { bundle } from "../../gateway/web/bundle.mjs";

const HERE = import.meta.dirname;

await bundle({
  from: HERE,
  into: resolve(process.argv[2] ?? join(HERE, "built")),
  hashed: ["workbench/page.tsx"],
  named: ["embed/sdk.ts"],
});
