/**
 * Our descriptions, one line each.
 *
 * `parameters` is keyed by scope: `"*"`, a path prefix (`"/nodes/{node}/qemu"`) or an endpoint
 * (`"POST /nodes/{node}/qemu"`). The most specific scope that has the name wins. A key of a property
 * string is named after its parameter: `"net[n].tag"`.
 */
export interface Words {
  endpoints: Record<string, string>;
  parameters: Record<string, Record<string, string>>;
}
