/** Every tool takes it; it is listed where it is most of use. */
export const preview = { type: "boolean", description: "Only say what would be sent" } as const;
