import { HOME, IMAGE, PACKAGE } from "../home.js";
import { ASKED_SETTINGS } from "./asked-settings.js";

/** @param bundle the hash of the `.mcpb` file, and its name */
export function serverJson(bundle: { file: string; sha256: string }): object {
  const { name, mcpName, version, description } = PACKAGE;
  const environmentVariables = ASKED_SETTINGS.map(({ definition, required, usual }) => ({
    name: definition.variable,
    description: definition.words,
    isRequired: required,
    ...(definition.secret && { isSecret: true }),
    ...(definition.choices && { choices: definition.choices }),
    ...((usual ?? definition.default) !== undefined && { default: usual ?? definition.default }),
  }));
  const transport = { type: "stdio" };
  const download = `${HOME}/releases/download/v${version}/${bundle.file}`;
  return {
    $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
    name: mcpName,
    title: "Proxmox VE",
    description,
    version,
    websiteUrl: HOME,
    repository: { url: HOME, source: "github" },
    packages: [
      { registryType: "npm", identifier: name, version, transport, environmentVariables },
      // the registry wants an image's version in its name, and compares the image's label with ours
      {
        registryType: "oci",
        identifier: `${IMAGE}:${version}`,
        runtimeHint: "docker",
        transport,
        environmentVariables,
      },
      {
        registryType: "mcpb",
        identifier: download,
        fileSha256: bundle.sha256,
        transport,
        environmentVariables,
      },
    ],
  };
}
