// 个人资料，中文。

import type { EN } from "./words_en.ts";

export const ZH: typeof EN = {
  title: "个人资料",
  name: "姓名",
  nickname: "昵称",
  nicknameWhy: "访客和同事看到的名字；不填则显示姓名。",
  phone: "电话",
  phoneForm: "数字、空格和 + ( ) -",
  saved: "已保存。",
  email: "邮箱",
  staffNumber: "工号",
  role: "角色",
  roles: { super_admin: "超级管理员", admin: "管理员", supervisor: "主管", agent: "客服" },
  groups: "技能组",
  capacity: "同时接待数",
  fixed: "以上信息由管理员修改。",
  picture: "我的头像",
  choosePicture: "选择图片",
  removePicture: "移除",
  pictureWhy: "同事可以看到。图片中间部分会被裁成正方形。",
  noPicture: "这不是可以显示的图片。",
  oldPassword: "当前密码",
  passwordChanged: "密码已修改，您可以继续工作。",
  factor: "两步验证",
  factorOn: "已开启",
  factorOff: "未开启",
  removeFactor: "关闭两步验证",
};
