import { pascalCase } from "../../src/schema/endpoint-name.js";

/** `NodesQemuEndpoints`: an area's part of the map from endpoints to their types. */
export function mapName(area: string): string {
  return `${pascalCase(area)}Endpoints`;
}
