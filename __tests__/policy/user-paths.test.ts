import { Token } from "cdktf";
import { mfaPolicyDocument } from "../../modules/policy";
import { refusalsOf } from "../helpers/synth";

/** A reference as CDKTF writes it into a string. */
const TOKEN = Token.asString({ resolve: () => "/team/" });

test.each(["/${x}/", "/%{x}/", "/team/${", "${x}", `/${TOKEN}/`, TOKEN])(
  "the user path %j is refused, because Terraform would read a template in it",
  (path) => {
    expect(refusalsOf(() => mfaPolicyDocument({ userPaths: ["/", path] }))).toEqual([
      ["invalid-path", `userPaths[1]: "${path}" contains "\${" or "%{", which Terraform reads as a template; choose another path`],
    ]);
  },
);
