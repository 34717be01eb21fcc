/** What `connect` takes, as far as errors speak of it. */
export const OPTION_NAMES = [
  "host",
  "port",
  "token",
  "actToken",
  "user",
  "password",
  "otp",
  "tls.mode",
  "tls.ca",
  "tls.fingerprint",
  "timeouts.call",
  "uploadFolder",
] as const;

export type OptionName = (typeof OPTION_NAMES)[number];

/**
 * Writes the names of options into a text of ours, in which they stand as `«host»`: a library speaks
 * of its options, a server of the variables that set them.
 */
export function nameOptions(text: string, nameOf: (option: OptionName) => string): string {
  return text.replace(/«([\w.]+)»/g, (written, name) =>
    OPTION_NAMES.includes(name) ? nameOf(name) : written,
  );
}
