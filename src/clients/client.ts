/** How a server is started, as clients write it down. */
export interface Launch {
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}

export type System = "darwin" | "linux" | "win32";

/** A value of a configuration file: JSON's, which TOML and YAML have too. */
export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [key: string]: Value };

/** One MCP client: where it keeps its servers and how it writes one. */
export interface ClientDefinition {
  /** Name of its page in docs/clients and of `setup --client`. */
  id: string;
  title: string;
  /** The user's own file by system, from `~` or a variable of Windows; none where it has no file. */
  files: Readonly<Partial<Record<System, string>>>;
  format: "json" | "toml" | "yaml" | "text";
  /** Keys from the top of the file to the servers. */
  servers: readonly string[];
  /** What stands there under the server's name. */
  entry(launch: Launch): { readonly [key: string]: Value };
  /** What the file holds beside the servers. */
  beside?: { readonly [key: string]: Value };
  /** Values of settings for which the client asks its user, or which it takes from elsewhere. */
  placeholders?: Readonly<Record<string, string>>;
  /** A command line that does the same. */
  addLine?(launch: Launch): string;
  /** Steps in the client itself, where it has no file. */
  steps?: readonly string[];
  /** How it notices. */
  afterwards: string;
  notes?: readonly string[];
}
