import type { ClientDefinition } from "../../src/clients/client.js";
import { INSTALL_LINES, SAMPLE_LAUNCH } from "../../src/clients/launch.js";
import { LINKS } from "../../src/clients/links.js";
import { printConfig } from "../../src/clients/print-config.js";
import { CLIENTS } from "../../src/clients/table.js";
import type { ServedEmitter } from "../emitter.js";
import { render } from "../template.js";

const SYSTEMS = { darwin: "macOS", linux: "Linux", win32: "Windows" } as const;

/** A page for each client, the part of the guide that leads to them, and README's buttons. */
export const emitClients: ServedEmitter = () => [
  ...CLIENTS.map((client) => ({ path: `docs/clients/${client.id}.md`, text: page(client) })),
  { path: "docs/guide.md", marker: "clients", text: overview() },
  { path: "README.md", marker: "buttons", text: render("buttons", { links: links() }) },
];

const links = () => LINKS.map(({ label, url }) => ({ label, url: url(SAMPLE_LAUNCH) }));

function page(client: ClientDefinition): string {
  const { id, title, files, afterwards, notes, addLine, format } = client;
  const launch = {
    ...SAMPLE_LAUNCH,
    env: { ...SAMPLE_LAUNCH.env, ...client.placeholders },
  };
  const links = LINKS.filter((link) => link.client === id);
  const text = render("client", {
    id,
    title,
    install: INSTALL_LINES,
    setup: Object.keys(files).length > 0,
    links: links.map(({ label, url }) => ({ label, url: url(SAMPLE_LAUNCH) })),
    steps: (client.steps ?? []).map((step, index) => ({ number: index + 1, text: step })),
    files: Object.entries(files).map(([system, file]) => ({
      system: SYSTEMS[system as keyof typeof SYSTEMS],
      file,
    })),
    addLine: addLine?.(launch),
    format,
    config: format === "text" ? settingLines(launch.env) : printConfig(client, launch),
    afterwards,
    notes,
  });
  return `${text}\n`;
}

function settingLines(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}

function overview(): string {
  const [first] = CLIENTS;
  return render("clients", {
    install: INSTALL_LINES,
    clients: CLIENTS.map(({ id, title }) => ({ title, page: `clients/${id}.md` })),
    links: links(),
    sample: first && printConfig(first, SAMPLE_LAUNCH),
  });
}
