export { formatStatusCsv } from "./csv";
export { formatStatusJson, statusExitCode } from "./json";
export { SORT_KEYS, type SortKey, type Status, type StatusOptions, type UserStatus } from "./model";
export { readStatus } from "./status";
export { formatStatusTable } from "./table";
