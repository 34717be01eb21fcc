/**
 * Imported before the SDK, which checks messages with zod. Compiling a checker for each kind of
 * message takes longer than it saves in the few messages of a session.
 */
import { config } from "zod/v4/core";

config({ jitless: true });
