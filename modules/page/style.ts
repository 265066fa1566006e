/** What a colour stands for. A word always says the same. */
export type Tone = "good" | "bad" | "doubt" | "plain";

/** Text and background of everything that has a colour. A test checks their contrast. */
export const COLOURS = {
  text: ["#1b1f24", "#ffffff"],
  good: ["#0b4f2a", "#e3f5ea"],
  bad: ["#7a1220", "#fdeaec"],
  doubt: ["#5c3d00", "#fff4d6"],
  plain: ["#1b1f24", "#eef1f4"],
  detail: ["#4a5560", "#ffffff"],
  link: ["#0a4a9c", "#ffffff"],
} as const;

const { text, good, bad, doubt, plain, detail, link } = COLOURS;
const LINE = "#c5ccd3";

export const STYLE = `
*{box-sizing:border-box}
:root{color-scheme:light;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:76rem;padding:2rem 1.5rem 3rem;color:${text[0]};background:${text[1]};font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1,h2,h3,h4,p,li,dd,figcaption{overflow-wrap:anywhere}
h1{margin:0;font-size:1.9rem;line-height:1.2}
h2{margin:2.75rem 0 .5rem;padding-top:1rem;border-top:1px solid ${LINE};font-size:1.35rem;line-height:1.3}
h3{margin:2rem 0 .5rem;font-size:1.1rem;line-height:1.35}h4{margin:1.5rem 0 .25rem;font-size:1rem}
p{margin:.5rem 0 1rem;max-width:48rem}
a{color:${link[0]}}code{font:.875em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.kicker{margin:0 0 .25rem;color:${detail[0]};font-size:.9rem}
.facts{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;margin:1rem 0 0}.facts dt{color:${detail[0]};font-size:.85rem}.facts dd{margin:0;font-weight:600}
.verdict{display:grid;grid-template-columns:auto 1fr;column-gap:1rem;align-items:center;margin:1.25rem 0 0;padding:1.1rem 1.25rem;border:1px solid;border-left-width:8px;border-radius:8px}
.verdict p{margin:0;max-width:none}.verdict .mark{grid-row:span 2;font-size:2rem;line-height:1}.verdict .answer{font-size:1.3rem;font-weight:700;line-height:1.3}
.good{color:${good[0]};background:${good[1]}}.bad{color:${bad[0]};background:${bad[1]}}.doubt{color:${doubt[0]};background:${doubt[1]}}.plain{color:${plain[0]};background:${plain[1]}}
.badge{display:inline-block;padding:.05em .55em;border-radius:.4em;font-size:.95em;font-weight:600}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:.75rem;margin:1.25rem 0 0;padding:0;list-style:none}
.tiles li{padding:.75rem 1rem;border-radius:8px;line-height:1.35}.tiles li:first-child{grid-column:span 2}.tiles strong{display:block;font-size:1.75rem;line-height:1.2}
.contents{margin:1.5rem 0 0}.contents ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0;padding:0;list-style:none}.contents a{display:inline-block;padding:.15rem 0}
table{width:100%;border-collapse:collapse;table-layout:fixed;font-size:.94rem}
th,td{padding:.5rem .6rem;border-bottom:1px solid ${LINE};text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{color:${plain[0]};background:${plain[1]};border-bottom:2px solid ${detail[0]}}tbody th{font-weight:600}
td ul,td ol{margin:0;padding-left:1.1rem}td li+li{margin-top:.25rem}
.number{text-align:right;font-variant-numeric:tabular-nums}
figure{margin:1rem 0}figcaption{margin-top:.5rem;color:${detail[0]};font-size:.9rem}
.picture{overflow-x:auto}.picture svg{display:block;width:100%;max-width:60rem;min-width:42rem;height:auto}
svg rect{fill:${text[1]};stroke:${detail[0]}}svg .good rect{fill:${good[1]};stroke:${good[0]}}svg .bad rect{fill:${bad[1]};stroke:${bad[0]}}svg .doubt rect{fill:${doubt[1]};stroke:${doubt[0]}}
svg path{fill:none;stroke:${detail[0]};stroke-width:1.25}svg path.good{stroke:${good[0]};stroke-width:2}svg path.bad{stroke:${bad[0]};stroke-width:2;stroke-dasharray:6 4}
svg text{font:600 14px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:${text[0]}}svg text.detail{font-weight:400;font-size:13px;fill:${detail[0]}}svg text.column{font-size:13px;fill:${detail[0]}}
.finding{margin:1rem 0;padding:.25rem 1.25rem .75rem;border:1px solid ${LINE};border-left:8px solid;border-radius:8px;color:${text[0]};background:${text[1]}}
.finding.bad{border-left-color:${bad[0]}}.finding.doubt{border-left-color:${doubt[0]}}.finding h3,.finding h4{margin-top:.75rem}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid ${LINE};color:${detail[0]};font-size:.9rem}
@media (max-width:45rem){
body{padding:1.25rem 1rem 2rem}h1{font-size:1.5rem}.verdict{padding:.9rem 1rem;column-gap:.75rem}.verdict .answer{font-size:1.1rem}.facts{gap:.5rem 1.5rem}
.tiles{grid-template-columns:1fr 1fr}
table,tbody,tr,th,td{display:block}colgroup{display:none}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
tr{margin-bottom:.75rem;padding:.5rem .75rem;border:1px solid ${LINE};border-radius:8px}th,td{padding:.25rem 0;border:0}tbody th{font-size:1.05rem}
.number{text-align:left}td:empty{display:none}td::before{content:attr(data-heading);display:block;color:${detail[0]};font-size:.85rem}
}
@page{margin:15mm}
@media print{
:root{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{max-width:none;padding:0;font-size:10pt}.contents{display:none}h2{margin-top:1.5rem}h2,h3,h4,h2+p{break-after:avoid}
table{font-size:8.5pt;line-height:1.4}th,td{padding:.25rem .4rem}.tiles{gap:.4rem}.tiles li{padding:.4rem .7rem}.tiles strong{font-size:1.3rem}.verdict{padding:.6rem .9rem}h1{font-size:1.6rem}.verdict .answer{font-size:1.15rem}
thead{display:table-header-group}tr,.verdict,.finding,.tiles li,figure{break-inside:avoid}
.picture{overflow:visible}.picture svg{min-width:0}
a[href^="https:"]::after{content:" " attr(href);font-size:.85em;overflow-wrap:anywhere}
}
`;
