// Signing in, in English.

export const EN = {
  title: "Sign in to the workbench",
  login: "E-mail or staff number",
  password: "Password",
  code: "Code of your authenticator, or a recovery code",
  enter: "Sign in",
  leave: "Sign out",
  passwordDue: "Choose a password of your own",
  oldPassword: "The password you were given",
  newPassword: "New password",
  changePassword: "Change the password",
  factorDue: "Your role needs a second factor",
  /** What signing in was refused with, by its code. */
  refusals: {
    wrong_credentials: "Account, password or code is wrong.",
    wrong_password: "The password is wrong.",
    locked: "Too many failures.",
    suspended: "Your account is suspended. Ask an administrator.",
    not_signed_in: "You are not signed in any more.",
    forbidden: "Your account may not use the workbench.",
    weak_password: "The password is too weak.",
    same_password: "That is the old password.",
    overloaded: "The service is busy. Try again in a moment.",
    unavailable: "The service does not answer now. Try again in a moment.",
  } as Readonly<Record<string, string>>,
  unreachable: "The service cannot be reached. Try again in a moment.",
};
