import { count } from "../../../problem";
import { isInNoGroup, type Verification } from "../model";
import { escapeHtml } from "./escape";

/** More would not be readable. The tables have everything. */
const MOST_BOXES = 30;
const LONGEST_LABEL = 26;
const BOX = { width: 300, height: 44, gap: 12 } as const;
const RIGHT = 420;

interface Box {
  readonly label: string;
  readonly detail: string;
  readonly isGood: boolean;
}

/** Groups with their members on the left, their policies on the right, and a line for each attachment. */
export function picture({ groups, users, policies }: Verification): string {
  const outside = users.filter(isInNoGroup);
  const shown = groups.slice(0, MOST_BOXES);
  const left: readonly Box[] = [
    ...shown.map(({ name, members, isEnforcing }) => ({
      label: name,
      detail: `${count(members.length, "user")}, ${isEnforcing ? "enforced" : "not enforced by it"}`,
      isGood: isEnforcing,
    })),
    { label: "in no group", detail: count(outside.length, "user"), isGood: outside.length === 0 },
  ];
  const own = [...new Set(outside.flatMap(({ ownPolicies }) => ownPolicies))];
  const carried = [...shown.map((group) => group.policies), own];
  const labels = [...new Set(carried.flat())].sort().slice(0, MOST_BOXES);
  const right = labels.map((label): Box => {
    const denies = policies.find((policy) => policy.label === label)?.denies.length ?? 0;
    return { label: label.replace(/^.*:policy\//, ""), detail: denies > 0 ? "denies" : "denies nothing", isGood: denies > 0 };
  });
  const lines = carried.flatMap((names, from) =>
    names.flatMap((name) => {
      const to = labels.indexOf(name);
      return to < 0 ? [] : [`<line x1="${BOX.width}" y1="${middle(from)}" x2="${RIGHT}" y2="${middle(to)}"/>`];
    }),
  );
  const height = Math.max(left.length, right.length) * (BOX.height + BOX.gap);
  const hidden = groups.length - shown.length;
  return `<svg viewBox="0 0 ${RIGHT + BOX.width} ${height}" role="img" aria-labelledby="picture-title picture-text">
<title id="picture-title">Users, groups and policies</title>
<desc id="picture-text">${escapeHtml(`${count(groups.length, "group")} on the left, ${count(labels.length, "policy").replace("policys", "policies")} on the right; a line means attached. The tables below say the same.`)}</desc>
${lines.join("")}${left.map((box, index) => draw(box, 0, index)).join("")}${right.map((box, index) => draw(box, RIGHT, index)).join("")}
</svg>${hidden > 0 ? `<p>${escapeHtml(`${count(hidden, "group")} more: see the table of groups.`)}</p>` : ""}`;
}

function draw({ label, detail, isGood }: Box, x: number, index: number): string {
  const y = index * (BOX.height + BOX.gap);
  const short = label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
  return `<g class="${isGood ? "good" : "plain"}"><title>${escapeHtml(label)}</title><rect x="${x + 1}" y="${y + 1}" width="${BOX.width - 2}" height="${BOX.height}" rx="6"/><text x="${x + 12}" y="${y + 19}">${escapeHtml(short)}</text><text x="${x + 12}" y="${y + 37}" class="detail">${escapeHtml(detail)}</text></g>`;
}

function middle(index: number): number {
  return index * (BOX.height + BOX.gap) + BOX.height / 2;
}
