export { escapeHtml, htmlText } from "./escape";
export { type Box, type Graph, htmlGraph, type Line } from "./graph";
export { type Answer, htmlAnswer, htmlPage, type PageContent, type PageSection } from "./page";
export { COLOURS, type Tone } from "./style";
export { type Badge, type Cell, type Code, formatNumber, htmlBadge, htmlLink, htmlList, htmlTable, type Link, type Table } from "./table";
