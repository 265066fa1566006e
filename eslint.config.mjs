import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["**/node_modules/", "**/cdktf.out/", "lib/", "coverage/", ".venv/"] },
  {
    files: ["**/*.ts"],
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-restricted-syntax": ["error", { selector: "ExportDefaultDeclaration", message: "Export by name." }],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "@cdktf/provider-aws",
              message: "The barrel costs seconds and half a gigabyte: import @cdktf/provider-aws/lib/RESOURCE.",
            },
          ],
        },
      ],
      // What is loaded late is loaded with require, with its type beside it.
      "@typescript-eslint/no-require-imports": [
        "error",
        {
          allow: [
            "^\\./(shapes|roster-files)$",
            "^\\./access$",
            "^\\.\\./(account|review|roster)$",
            "^yaml$",
            "^@aws-sdk/client-(iam|sts)$",
            "^(ansis|console-table-printer)$",
            "^\\./(actions|managed-policies|managed-policy-examples)\\.generated\\.json$",
          ],
        },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // CDKTF builds a tree by making constructs.
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { string: true } }],
    },
  },
  {
    // The types of jest's global matchers can be added to in their namespace only.
    files: ["modules/testing/expect.ts"],
    rules: { "@typescript-eslint/no-namespace": ["error", { allowDeclarations: true }] },
  },
  {
    files: ["__tests__/**", "e2e/**", "bench/**"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
