/** A page of the site, before VitePress makes HTML of it. */
export interface Page {
  /** From the root of the site, with `.md`. */
  path: string;
  /** What the sidebar calls it. */
  title: string;
  text: string;
}
