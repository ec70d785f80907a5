// What a supervisor does with a session of a group of his: take it, give it to somebody, end it, ask why (Q11).

import { useState } from "preact/hooks";

import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import { AskedView } from "../side/asked_view.tsx";
import { WhyList } from "../side/why_tab.tsx";
import { useAsked } from "../side/use_asked.ts";
import { DialogForm } from "./dialog_form.tsx";
import type { LiveProps } from "./live_view.ts";
import { agentOption, type Option } from "./model/options.ts";
import { agentTargets } from "./model/targets.ts";
import { Picker } from "./picker.tsx";

export interface SessionActsProps extends LiveProps {
  /** In which it is served, or waits. */
  readonly group: string;
  readonly session: string;
  /** The visitor, for people. */
  readonly name: string;
  /** Who serves it; "": nobody. */
  readonly holder: string;
  readonly onDone: () => void;
}

type Step = "" | "assign" | "end" | "why";

export function SessionActs(props: SessionActsProps) {
  const { desk, words, session, holder, onDone, onClose } = props;
  const [step, setStep] = useState<Step>("");
  const { live } = words.dialogs;
  const done = () => {
    setStep("");
    onDone();
  };
  const { isBusy, problem, run } = useAct(words);
  const pull = async () => {
    if (!(await run(() => desk.ask({ frame: "ASSIGN", session })))) return;
    onClose();
    desk.select(session);
  };
  const opens = (to: Exclude<Step, "">) => ({ "aria-expanded": step === to, onClick: () => setStep(step === to ? "" : to) });
  return (
    <>
      <span class="row-acts">
        {holder !== desk.model.me && (
          <button type="button" class="small" disabled={isBusy} onClick={() => void pull()}>{live.pull}</button>
        )}
        <button type="button" class="small" {...opens("assign")}>{live.assign}</button>
        <button type="button" class="small" {...opens("why")}>{live.why}</button>
        <button type="button" class="small" {...opens("end")}>{live.end}</button>
      </span>
      <ProblemLine problem={problem} />
      {step === "assign" && <Assign {...props} onDone={done} onCancel={() => setStep("")} />}
      {step === "end" && (
        <DialogForm
          words={words}
          submit={live.end}
          isReady
          isGrave
          ask={() => desk.ask({ frame: "CLOSE", session })}
          onDone={done}
          onCancel={() => setStep("")}
        >
          <p>{live.endQuestion(props.name)}</p>
        </DialogForm>
      )}
      {step === "why" && <WhyList {...{ desk, words, session }} keys={[session]} />}
    </>
  );
}

function Assign({ desk, words, session, group, holder, onDone, onCancel }: SessionActsProps & { readonly onCancel: () => void }) {
  const [chosen, setChosen] = useState<Option>();
  const asked = useAsked(() => desk.ask({ frame: "GET_COLLEAGUES", group }), []);
  return (
    <AskedView asked={asked} words={words}>
      {({ members }) => {
        const others = members.filter(({ agent }) => agent !== holder);
        // A supervisor may give it to himself, too.
        const targets = agentTargets(new Map([[group, others]]), "", "transfer");
        return (
          <DialogForm
            words={words}
            submit={words.dialogs.live.assignTo}
            isReady={chosen !== undefined}
            ask={async () => chosen && desk.ask({ frame: "ASSIGN", session, agent: chosen.id })}
            onDone={onDone}
            onCancel={onCancel}
          >
            <Picker
              label={words.dialogs.live.assignTo}
              options={targets.map((each) => agentOption(each, words.dialogs, words.side.why.exclusions))}
              words={words}
              onChoose={setChosen}
            />
          </DialogForm>
        );
      }}
    </AskedView>
  );
}
