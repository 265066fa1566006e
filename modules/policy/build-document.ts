import { articleAllows } from "./article";
import { denies } from "./denies";
import type { PolicyDocument } from "./document";
import type { MfaDocumentOptions } from "./options";
import { selfServiceAllows } from "./self-service";

/** The document of options that are known to be right. The same options in another order give the same document. */
export function buildDocument(options: MfaDocumentOptions): PolicyDocument {
  const allows = options.kind === "selfService" ? selfServiceAllows(options) : articleAllows(options);
  return { Version: "2012-10-17", Statement: [...allows, ...denies(options)] };
}
