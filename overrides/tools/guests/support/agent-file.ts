import type { Handler } from "../../../../src/tools/define.js";
import { isOn, settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";

const ENDPOINT = "GET /nodes/{node}/qemu/{vmid}/agent/file-read";

/** Says where the agent stopped reading, and how to go on. */
export const readFile: Handler = async (context) => {
  const place = pathOf(requireGuest(context));
  const answer = await context.call(ENDPOINT, { ...place, ...settingsOf(context) });
  const { content = "", truncated } = answer;
  return {
    data: { file: context.arguments["file"], content },
    ...(isOn(truncated) && {
      notes: ["The file goes on: since Proxmox VE 9.1 offset and count read another part of it."],
    }),
  };
};
