import { nameOf } from "../guests/guest.js";
import type { Inside } from "../guests/guest-agent.js";
import type { Clock } from "../support/clock.js";
import { runShellLine } from "./shell-line.js";

/** What sits behind a terminal: it asks for a login, and then runs lines. */
export interface LoginShell {
  /** Takes what is typed; each character is answered by `onOutput`. */
  type(text: string): void;
  /** What it says when somebody comes to look. */
  prompt(): string;
}

type Stage = "login" | "password" | "shell" | "busy";

const ENTER = /[\r\n]/;

/** @param asksLogin a console does, a container's shell doesn't */
export function createLoginShell(
  inside: Inside,
  clock: Clock,
  { asksLogin, onOutput }: { asksLogin: boolean; onOutput: (text: string) => void },
): LoginShell {
  const name = nameOf(inside.guest);
  let stage: Stage = asksLogin ? "login" : "shell";
  let line = "";
  let stop = () => {};
  const prompt = () =>
    ({ login: `${name} login: `, password: "Password: ", shell: `root@${name}:~# `, busy: "" })[
      stage
    ];

  function enter(): void {
    const typed = line;
    line = "";
    if (stage === "busy") return;
    if (stage === "login") {
      if (typed !== "") stage = "password";
    } else if (stage === "password") {
      stage = "shell";
      onOutput(`Last login: Mon Jan  5 08:12:44 UTC 2026 on tty1\r\n`);
    } else if (typed.trim() === "exit") {
      stage = asksLogin ? "login" : "shell";
    } else if (typed.trim() !== "") {
      run(typed);
      return;
    }
    onOutput(prompt());
  }

  function run(typed: string): void {
    const steps = runShellLine(typed, inside, clock.now);
    stage = "busy";
    const next = (): void => {
      for (const { output, duration } of { [Symbol.iterator]: () => steps }) {
        const show = () => onOutput(output.replaceAll("\n", "\r\n"));
        if (duration > 0) {
          stop = clock.after(duration, () => {
            show();
            next();
          });
          return;
        }
        show();
      }
      stage = "shell";
      onOutput(prompt());
    };
    next();
  }

  function interrupt(): void {
    stop();
    line = "";
    if (stage === "busy") stage = "shell";
    onOutput(`^C\r\n${prompt()}`);
  }

  return {
    prompt,
    type(text) {
      for (const character of text.replaceAll("\r\n", "\n")) {
        if (ENTER.test(character)) {
          onOutput("\r\n");
          enter();
        } else if (character === "\x03") {
          interrupt();
        } else if (character === "\x7f" || character === "\b") {
          if (line === "") continue;
          line = line.slice(0, -1);
          onOutput("\b \b");
        } else if (character >= " ") {
          line += character;
          if (stage !== "password") onOutput(character);
        }
      }
    },
  };
}
