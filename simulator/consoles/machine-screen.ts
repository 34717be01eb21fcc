import { nameOf } from "../guests/guest.js";
import type { Inside } from "../guests/guest-agent.js";
import type { Clock } from "../support/clock.js";
import { createLoginShell } from "./login-shell.js";
import { type Picture, splashPicture, textPicture } from "./picture.js";

/** What a virtual machine shows: firmware, a boot splash, and then a text console. */
export interface MachineScreen {
  picture(): Picture;
  /** Milliseconds until it looks different without anybody's doing; undefined: it stays. */
  nextChange(): number | undefined;
  /** A key goes down, as the character that it makes. */
  type(character: string): void;
  /** Called whenever a key has changed something. */
  onChange: () => void;
}

/** Milliseconds after a start. */
const SPLASH = 3_000;
const CONSOLE = 6_000;
const SPLASH_STEP = 1_000;

const FIRMWARE = { columns: 80, rows: 25 };
const TEXT = { columns: 128, rows: 48 };

export function createMachineScreen(inside: Inside, clock: Clock): MachineScreen {
  const { guest } = inside;
  const name = nameOf(guest);
  let lines = [`Debian GNU/Linux 13 ${name} tty1`, "", ""];
  const shell = createLoginShell(inside, clock, {
    asksLogin: true,
    onOutput(text) {
      lines = printOn(lines, text);
      screen.onChange();
    },
  });
  lines = printOn(lines, shell.prompt());
  const uptime = () => clock.now() - guest.startedAt;
  const screen: MachineScreen = {
    picture() {
      const time = uptime();
      if (time < SPLASH) return textPicture(FIRMWARE.columns, FIRMWARE.rows, firmware(guest.vmid));
      if (time < CONSOLE) {
        const steps = Math.floor((time - SPLASH) / SPLASH_STEP) + 1;
        return splashPicture(1024, 768, (steps * SPLASH_STEP) / (CONSOLE - SPLASH));
      }
      return textPicture(TEXT.columns, TEXT.rows, lines);
    },
    nextChange() {
      const time = uptime();
      if (time < SPLASH) return SPLASH - time;
      if (time < CONSOLE) return SPLASH_STEP - ((time - SPLASH) % SPLASH_STEP);
      return undefined;
    },
    type(character) {
      if (uptime() >= CONSOLE) shell.type(character);
    },
    onChange: () => {},
  };
  return screen;
}

function firmware(vmid: number): string[] {
  return ["SeaBIOS (version 1.16.3)", "", `Machine ${vmid}`, "", "Booting from Hard Disk..."];
}

/** Prints like a terminal that knows line ends and one step back. */
function printOn(lines: readonly string[], text: string): string[] {
  const result = [...lines];
  for (const character of text) {
    const last = result.length - 1;
    if (character === "\n") result.push("");
    else if (character === "\b") result[last] = (result[last] ?? "").slice(0, -1);
    else if (character >= " ") result[last] = (result[last] ?? "") + character;
  }
  return result;
}
