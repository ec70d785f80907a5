// Builds what visitors' browsers load: `node build.mjs [DIRECTORY]`, by default into built/.

import { join, resolve } from "node:path";
import { bundle } from "./bundle.mjs";

const HERE = import.meta.dirname;

await bundle({
  from: HERE,
  into: resolve(process.argv[2] ?? join(HERE, "built")),
  hashed: ["visitor/page.tsx", "visitor/later.css", "visitor/notice.css"],
  named: ["widget/widget.ts"],
  parts: ["visitor/words_en.ts", "visitor/words_zh.ts"],
});
