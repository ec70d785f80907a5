// 登录，中文。

import type { EN } from "./words_en.ts";

export const ZH: typeof EN = {
  title: "登录客服工作台",
  login: "邮箱或工号",
  password: "密码",
  code: "验证器的动态码，或恢复码",
  enter: "登录",
  leave: "退出登录",
  passwordDue: "请设置您自己的密码",
  oldPassword: "当前密码",
  newPassword: "新密码",
  changePassword: "修改密码",
  factorDue: "您的角色需要两步验证",
  refusals: {
    wrong_credentials: "账号、密码或动态码有误。",
    wrong_password: "密码有误。",
    locked: "失败次数过多。",
    suspended: "账号已停用，请联系管理员。",
    not_signed_in: "登录已失效。",
    forbidden: "您的账号不能使用工作台。",
    weak_password: "密码强度不够。",
    same_password: "不能与原密码相同。",
    overloaded: "服务繁忙，请稍后再试。",
    unavailable: "服务暂无响应，请稍后再试。",
  },
  unreachable: "无法连接服务，请稍后再试。",
};
