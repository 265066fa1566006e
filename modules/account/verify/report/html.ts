import { formatNumber, htmlLink, htmlPage, htmlTable, htmlText, type Tone } from "../../../page";
import { totalsOf, type Verification, verifyExitCode } from "../model";
import { headline, totalLines } from "../wording";
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
  const { notEnforced, excepted, inNoGroup, openRoles, enforcedAsAsked } = totalsOf(verification);
  const tones: readonly Tone[] = [
    "plain",
    notEnforced > excepted ? "bad" : notEnforced > 0 ? "doubt" : "plain",
    enforcedAsAsked > 0 ? "doubt" : "plain",
    "good",
    excepted > 0 ? "doubt" : "plain",
    inNoGroup > 0 ? "doubt" : "plain",
    openRoles > 0 ? "bad" : "plain",
  ];
  const items = totalLines(verification).map(
    ([words, number], index) => `<li class="${tones[index] ?? "plain"}"><strong>${formatNumber(number)}</strong> ${htmlText(words)}</li>`,
  );
  return `<ul class="tiles" aria-label="Totals">${items.join("")}</ul>`;
}

function htmlSection(section: Section): string {
  const { intro, sources = [] } = section;
  const list = sources.map((source) => `<li>${htmlLink(source)}</li>`).join("");
  return `<p>${htmlText(intro)}</p>\n${htmlTable(section)}${list === "" ? "" : `\n<p>Sources of the numbers:</p>\n<ul>${list}</ul>`}`;
}
