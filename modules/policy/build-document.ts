import { denies } from "./denies";
import type { PolicyDocument } from "./document";
import { minimalAllows } from "./minimal";
import type { MfaDocumentOptions } from "./options";
import { selfManageAllows } from "./self-manage";

/** The document of options that have been checked. The order of the options makes no difference. */
export function buildDocument(options: MfaDocumentOptions): PolicyDocument {
  const allows = options.kind === "selfManage" ? selfManageAllows(options) : minimalAllows(options);
  return { Version: "2012-10-17", Statement: [...allows, ...denies(options)] };
}
