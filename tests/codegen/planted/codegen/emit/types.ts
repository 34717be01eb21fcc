// an emitter that builds on another one
import { keys } from "./keys.js";
import { ROOT } from "../root.js";

export const types = [keys, ROOT];
