import type { NotificationState } from "./state.js";

/** The target and the matcher that every installation has. */
export function notifications(): NotificationState {
  return {
    gotify: new Map(),
    sendmail: new Map([
      [
        "mail-to-root",
        { "mailto-user": ["root@pam"], origin: "builtin", comment: "Mail to root@pam" },
      ],
    ]),
    smtp: new Map(),
    webhook: new Map(),
    matchers: new Map([
      [
        "default-matcher",
        {
          mode: "all",
          target: ["mail-to-root"],
          origin: "builtin",
          comment: "Everything to mail-to-root",
        },
      ],
    ]),
  };
}
