import { formatNumber, htmlLink, htmlPage, htmlTable, htmlText, type Tone } from "../../../page";
import { type Totals, totalsOf, type Verification, verifyExitCode } from "../model";
import { headline, TOTALS } from "../wording";
import { picture } from "./picture";
import { dateOf, factsOf, type Section, sectionsOf, TITLE } from "./sections";

/** One page that needs nothing from elsewhere. */
export function reportHtml(verification: Verification): string {
  const { account, toolVersion } = verification;
  const exitCode = verifyExitCode(verification);
  const sections = sectionsOf(verification).map((section) => ({ id: section.id, title: section.title, html: htmlSection(section) }));
  return htmlPage({
    kicker: "Evidence of the enforcement of MFA",
    title: `${TITLE} ${account}`,
    answer: {
      tone: exitCode === 0 ? "good" : "bad",
      text: headline(verification),
      detail: `enforce-mfa verify ended with exit code ${exitCode}.`,
    },
    facts: factsOf(verification),
    summary: tiles(verification),
    sections: [{ id: "picture", title: "Users, groups and policies", html: picture(verification) }, ...sections],
    footer: `Written by enforce-mfa ${toolVersion} from what AWS answered at ${dateOf(verification)}. Everything in this page is in the file itself; it loads nothing and runs no script.`,
  });
}

function tiles(verification: Verification): string {
  const totals = totalsOf(verification);
  const items = TOTALS.map(([key, words]) => {
    const tone = totals[key] === 0 ? "plain" : toneOfTotal(key, verification);
    return `<li class="${tone}"><strong>${formatNumber(totals[key])}</strong> ${htmlText(words)}</li>`;
  });
  return `<ul class="tiles" aria-label="Totals">${items.join("")}</ul>`;
}

function toneOfTotal(key: keyof Totals, { users, roles }: Verification): Tone {
  switch (key) {
    case "users":
      return "plain";
    case "enforced":
      return "good";
    case "notEnforced":
      return users.some((user) => user.verdict === "not-enforced" && !user.exception) ? "bad" : "doubt";
    case "openRoles":
      return roles.every(({ isExcepted }) => isExcepted) ? "doubt" : "bad";
    default:
      return "doubt";
  }
}

function htmlSection(section: Section): string {
  const { intro, sources = [] } = section;
  const list = sources.map((source) => `<li>${htmlLink(source)}</li>`).join("");
  return `<p>${htmlText(intro)}</p>\n${htmlTable(section)}${list === "" ? "" : `\n<p>Sources of the numbers:</p>\n<ul>${list}</ul>`}`;
}
