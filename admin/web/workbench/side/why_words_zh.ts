// The words of a routing record in Chinese.

import type { WhyWords } from "./why_words_en.ts";

export const WHY_ZH: WhyWords = {
  title: "为什么在这里？",
  now: "现在",
  cut: "…（中间省略）",
  and: "、",
  by: (who) => `操作者 ${who}`,
  channel: (channel) => `渠道 ${channel}`,
  place: (group, position, waited) => `${group} 第 ${position} 位，已等 ${waited}`,
  chosen: (agent, strategy, count) => `选择了 ${agent}（${strategy}），可分配 ${count} 人`,
  waiting: (count, agents) => `可分配 ${count} 人：${agents}`,
  nobody: "没有可分配的客服",
  excluded: (count, reason, agents) => `排除 ${count} 人，${reason}：${agents}`,

  steps: {
    opened: () => "访客打开会话",
    flow: ({ detail }) => `开始流程 ${detail}`,
    learnt: ({ detail }) => `得知 ${detail}`,
    queued: ({ group }) => `进入 ${group} 的排队`,
    offered: ({ agent }) => `在 ${agent} 处振铃`,
    lapsed: ({ agent }) => `${agent} 处不再振铃`,
    assigned: ({ agent }) => `由 ${agent} 接待`,
    transfer_requested: ({ target }) => `开始转接到 ${target}`,
    transfer_ended: () => "转接没有完成",
    closed: () => "会话结束",
    server_answered: ({ target }) => (target ? `业务服务器应答 ${target}` : "业务服务器应答"),
    handed_over: () => "机器人转人工",
  },
  stages: {
    robot: "机器人接待", collecting: "先问访客", routing: "询问业务服务器", message_left: "没有人接待，请访客留言",
  },
  details: {
    auto: "自动分配", accepted: "客服已接入", hand: "人工指派", overflow: "转自另一个技能组",
    agent_lost: "客服断线", expired: "超时", declined: "客服不接", withdrawn: "已收回",
    silence: "长时间没有说话", refused: "对方没有接受", cancelled: "已取消", abandoned: "访客离开",
    quarantine: "因故障结束", client: "访客结束", seat: "客服结束", admin: "主管结束",
    timer: "到时自动结束", group: "指定技能组", agents: "指定客服", failed: "返回失败",
    bad_reply: "应答无法识别", no_answer: "没有应答", unknown_group: "技能组不存在",
    unknown_agents: "客服不存在或不在该技能组", circuit_open: "多次失败，暂不询问",
    overloaded: "等待应答的会话过多", not_configured: "未配置",
    out_of_time: "超过时限", directed: "按业务服务器的应答",
    named_away: "指定的客服都没有空",
  },
  conditions: {
    asked: "访客要求人工", transfer_word: "访客写了转人工",
    unanswered: "连续没有答案", dialogue_turns: "机器人对话已达轮数",
    unhelpful: "访客给了差评", fallback: "机器人没有答案", robot_off: "机器人已关闭",
  },
  strategies: {
    longest_idle: "空闲最久", least_loaded: "接待最少", round_robin: "轮流", last_agent: "上次的客服",
    skill_level: "技能等级",
  },
  exclusions: {
    "": "空闲", offline: "离线", not_ready: "示忙", rest: "小休", arrange: "话后整理", full: "已满",
    disconnected: "连接中断", asked: "正在分配", not_named: "会话指定了其他客服",
    gives_it_away: "正在转出的客服", let_it_lapse: "刚才没有接", lacks_skill: "技能不符",
    not_the_last_agent: "不是上次的客服",
  },
};
