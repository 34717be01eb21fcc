import { ConsoleError } from "../consoles/console-error.js";
import { ExecError } from "../exec/ssh-failure.js";
import { defined } from "../kit/defined.js";
import { ProxmoxError } from "../pve/errors/errors.js";
import type { OptionName } from "../pve/option-names.js";
import { ToolError } from "./errors.js";

interface ErrorOptions {
  onUnexpected: (error: unknown) => void;
  nameOption: (option: OptionName) => string;
}

/** Only our own words and Proxmox's message reach a model; anything unexpected is named, not quoted. */
export function toToolError(error: unknown, { onUnexpected, nameOption }: ErrorOptions): ToolError {
  if (error instanceof ToolError) return error;
  if (error instanceof ProxmoxError) {
    const { code, status, reason, endpoint, retryable, mayHaveRun } = error;
    const { message, hint, errors } = error.describe(nameOption);
    return new ToolError(code, message, hint, {
      ...defined({ status }),
      ...(reason !== undefined && reason !== message && { reason }),
      ...(errors && { errors }),
      ...(endpoint && { endpoint }),
      ...(retryable && { retryable }),
      ...(mayHaveRun && { mayHaveRun }),
    });
  }
  if (error instanceof ExecError) return new ToolError(error.code, error.message, error.hint);
  if (error instanceof ConsoleError) {
    return new ToolError("console", sentence(error.message), CONSOLE_HINTS[error.code]);
  }
  onUnexpected(error);
  const name = error instanceof Error ? error.name : typeof error;
  return new ToolError(
    "internal",
    `Something unexpected went wrong in proxmox-mcp itself (${name}).`,
    "It stands in the server's log; please report it.",
  );
}

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

const CONSOLE_HINTS: Readonly<Record<ConsoleError["code"], string>> = {
  closed: "Is the guest running? A VM's terminal also needs a serial port (serial0: socket).",
  login: "Try once more: a console's ticket is good for some seconds and one connection.",
  protocol: "Something else than Proxmox's console answered.",
};
