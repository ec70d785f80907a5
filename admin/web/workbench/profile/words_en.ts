// The own profile in English.

import type { Member } from "../staff_api.ts";

export const EN = {
  title: "My profile",
  name: "Name",
  nickname: "Nickname",
  nicknameWhy: "What visitors and colleagues see; without one, your name.",
  phone: "Telephone",
  phoneForm: "Digits, spaces and + ( ) -",
  saved: "Saved.",
  email: "E-mail",
  staffNumber: "Staff number",
  role: "Role",
  roles: {
    super_admin: "Super admin", admin: "Admin", supervisor: "Supervisor", agent: "Agent",
  } as Readonly<Record<Member["role"], string>>,
  groups: "Skill groups",
  capacity: "Sessions at once",
  fixed: "These are changed by an administrator.",
  picture: "My picture",
  choosePicture: "Choose a picture",
  removePicture: "Remove",
  pictureWhy: "Your colleagues see it. Its middle is cut to a square.",
  noPicture: "That is no picture that can be shown.",
  oldPassword: "Password until now",
  passwordChanged: "Changed. You go on working here.",
  factor: "Second factor",
  factorOn: "on",
  factorOff: "off",
  removeFactor: "Remove the second factor",
};
