/** The entries of a list in one text, as Proxmox takes them: apart by commas, semicolons or blanks. */
export function splitList(text: string): string[] {
  return text.split(/[,;\s]+/).filter((entry) => entry !== "");
}
