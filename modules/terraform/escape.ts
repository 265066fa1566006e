/**
 * A text for a string of Terraform's configuration, where `${` and `%{` begin a template. Source: Terraform's configuration language,
 * "Strings and templates".
 */
export function escapeForTerraform(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}

/** Whether Terraform would read a part of a text as a template. */
export function hasTemplate(text: string): boolean {
  return text.includes("${") || text.includes("%{");
}
