// The words of a routing record in English: who, how, why, why not. The other language has the same keys.

/** What a step names; what it does not is "". */
export interface StepNames {
  readonly agent: string;
  readonly group: string;
  readonly detail: string;
  /** The agent, or else the group. */
  readonly target: string;
}

type Table = Readonly<Record<string, string>>;

export const WHY_EN = {
  title: "Why is it where it is?",
  now: "Now",
  cut: "… some steps are left out",
  and: ", ",
  by: (who: string) => `by ${who}`,
  channel: (channel: string) => `channel ${channel}`,
  place: (group: string, position: number, waited: string) => `number ${position} of ${group}, waiting ${waited}`,
  chosen: (agent: string, strategy: string, count: number) => `chose ${agent} (${strategy}) of ${count} who could serve it`,
  waiting: (count: number, agents: string) => `${count} could serve it: ${agents}`,
  nobody: "nobody can serve it",
  excluded: (count: number, reason: string, agents: string) => `${count} excluded, ${reason}: ${agents}`,

  steps: {
    opened: () => "Opened by the visitor",
    flow: ({ detail }) => `The flow ${detail} began to ask`,
    learnt: ({ detail }) => `Learnt ${detail}`,
    queued: ({ group }) => `In line of ${group}`,
    offered: ({ agent }) => `Rings at ${agent}`,
    lapsed: ({ agent }) => `Stops ringing at ${agent}`,
    assigned: ({ agent }) => `Served by ${agent}`,
    transfer_requested: ({ target }) => `Transfer to ${target} begins`,
    transfer_ended: () => "The transfer comes to nothing",
    closed: () => "Ended",
    server_answered: ({ target }) => (target ? `Business server: ${target}` : "The business server answered"),
    handed_over: () => "The robot hands over",
  } as Readonly<Record<string, (names: StepNames) => string>>,
  stages: {
    robot: "With the robot", collecting: "The visitor is asked first", routing: "The business server is asked",
    message_left: "Nobody serves: to leave a message",
  } as Table,
  details: {
    auto: "automatically", accepted: "accepted", hand: "by hand", overflow: "overflow from another group",
    agent_lost: "the agent was lost", expired: "out of time", declined: "declined", withdrawn: "taken back",
    silence: "silence", refused: "refused", cancelled: "cancelled", abandoned: "the visitor left",
    quarantine: "ended after a failure", client: "by the visitor", seat: "by the agent", admin: "by a supervisor",
    timer: "by a time limit", group: "names a group", agents: "names agents", failed: "says that it failed",
    bad_reply: "its reply cannot be read", no_answer: "no answer", unknown_group: "there is no such group",
    unknown_agents: "there are no such agents in it", circuit_open: "not asked, it failed too often",
    overloaded: "too many sessions wait for it", not_configured: "not configured",
    out_of_time: "nothing was said in time", directed: "as the business server's answer says",
    named_away: "none of those named came free",
  } as Table,
  conditions: {
    asked: "the visitor asked for a person", transfer_word: "the visitor wrote that he wants a person",
    unanswered: "several questions without an answer", dialogue_turns: "as many questions as it takes",
    unhelpful: "the visitor found an answer unhelpful", fallback: "it has no answer", robot_off: "it is switched off",
  } as Table,
  strategies: {
    longest_idle: "longest idle", least_loaded: "least loaded", round_robin: "in turn", last_agent: "the last agent",
    skill_level: "skill level",
  } as Table,
  exclusions: {
    "": "free", offline: "offline", not_ready: "busy", rest: "resting", arrange: "in wrap-up", full: "full",
    disconnected: "connection lost", asked: "being assigned", not_named: "it is meant for others",
    gives_it_away: "hands it over", let_it_lapse: "just did not take it", lacks_skill: "lacks the skill",
    not_the_last_agent: "is not the last agent",
  } as Table,
};

export type WhyWords = typeof WHY_EN;
