/** A section of one of Proxmox's configuration files, without its id. */
export type Section = Record<string, unknown>;

export type Sections = Map<string, Section>;
