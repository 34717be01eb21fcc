/**
 * To be imported before the SDK, which checks messages with zod: compiling a checker for each kind
 * of message takes longer than the few messages of a session ever win back.
 */
import { config } from "zod/v4/core";

config({ jitless: true });
