export { escapeForTerraform, hasTemplate } from "./escape";
export { readTemplate, type Text } from "./template";
