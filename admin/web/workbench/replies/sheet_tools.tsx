// Quick replies go into a file, and come from one: one's own, or for who supervises the shared ones.

import { useRef, useState } from "preact/hooks";

import { Refused } from "../../../../gateway/web/sdk/index.ts";
import type { ViewProps } from "../view.ts";
import { errorIn } from "../words.ts";
import { inList } from "./model/finding.ts";
import { decoded, MAX_SHEET_BYTES, repliesIn, SheetFault, sheetOf } from "./model/sheet.ts";
import type { ReplyShelf } from "./reply_shelf.ts";

export interface SheetToolsProps extends ViewProps {
  readonly shelf: ReplyShelf;
}

export function SheetTools({ desk, words, shelf }: SheetToolsProps) {
  const [isShared, setShared] = useState(false);
  const [told, setTold] = useState("");
  const [isBusy, setBusy] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const { replies: say } = words;
  const take = async (file: File) => {
    if (file.size > MAX_SHEET_BYTES) return setTold(say.tooLarge);
    setBusy(true);
    let done = 0;
    try {
      const drafts = repliesIn(decoded(new Uint8Array(await file.arrayBuffer())), isShared);
      await shelf.putAll(drafts, (count) => setTold(say.taken((done = count), drafts.length)));
      setTold(say.taken(drafts.length, drafts.length));
    } catch (error) {
      if (error instanceof SheetFault) setTold(say.faulty(error.row, error.message));
      else setTold(`${say.stopped(done)} ${error instanceof Refused ? errorIn(words, error.code) : words.error}`);
    } finally {
      setBusy(false);
    }
  };
  const give = () => {
    const rows = shelf.rows.filter((each) => each.is_shared === isShared).sort(inList);
    download(sheetOf(rows, words.tag.startsWith("zh")), "quick-replies.csv");
  };
  const chosen = () => {
    const box = chooser.current!;
    const file = box.files?.[0];
    if (file) void take(file);
    box.value = ""; // the same file may be chosen again
  };
  return (
    <>
      <div class="form-acts">
        {desk.model.isSupervisor && (
          <label class="check">
            <input type="checkbox" checked={isShared} onChange={(event) => setShared(event.currentTarget.checked)} />
            {say.shared}
          </label>
        )}
        <button type="button" class="small" disabled={isBusy} onClick={() => chooser.current?.click()}>{say.importFile}</button>
        <button type="button" class="small" onClick={give}>{say.exportFile}</button>
        <input ref={chooser} type="file" accept=".csv,text/csv" hidden onChange={chosen} />
      </div>
      <p role="status"><small>{told}</small></p>
    </>
  );
}

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
