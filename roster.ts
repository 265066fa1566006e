import { defineRoster } from "./modules";

/** Who works in which group. A new colleague is one more line in `users`. */
export const roster = defineRoster({
  groups: {
    PowerConsultants: { managedPolicies: ["PowerUserAccess"] },
  },
  users: [
    { name: "john", groups: ["PowerConsultants"] },
    { name: "first.colleague", groups: ["PowerConsultants"] },
    { name: "second.colleague", groups: ["PowerConsultants"] },
  ],
});
