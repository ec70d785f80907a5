// 客服本人的数据，中文。

import type { EN } from "./words_en.ts";

export const ZH: typeof EN = {
  title: "我的数据",
  figure: "指标",
  today: "今天",
  week: "本周",
  asOf: (time) => `截至 ${time}`,
  names: {
    served: "接待会话", first: "首次响应", average: "平均响应", handling: "处理时长", solved: "解决率",
    satisfaction: "满意度", stars: "评分", transferred: "转出率", silent: "未接",
  },
  meanings: {
    served: "您接待的会话段数",
    first: "从访客转人工到您的第一条消息",
    average: "从访客的消息到您的下一条消息",
    handling: "从分配到服务结束",
    solved: "已标记是否解决的会话中已解决的比例",
    satisfaction: "评价中四星和五星的比例",
    stars: "平均分及评价数",
    transferred: "您的会话中转给他人的比例",
    silent: "您拒接或未及时接受的会话",
  },
};
