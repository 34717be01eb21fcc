/**
 * One table of property-string keys for several parameters that share a format.
 *
 * @returns `{ "ide[n].cache": "…", "sata[n].cache": "…", … }`
 */
export function propertyKeys(
  parameters: readonly string[],
  keys: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    parameters.flatMap((parameter) =>
      Object.entries(keys).map(([key, line]) => [`${parameter}.${key}`, line]),
    ),
  );
}
