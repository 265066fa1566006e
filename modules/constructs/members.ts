import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { badMember, duplicateMember, emptyMembers } from "../construct-errors";
import { type Problem, wrongShape } from "../errors";
import { checkUserName } from "../roster";

/** A member with the name that its address is made from and the reference that Terraform resolves. */
export interface Member {
  readonly name: string;
  readonly reference: string;
}

export function toMember(member: string | IamUser): Member {
  if (typeof member === "string") {
    return { name: member, reference: member };
  }
  const { nameInput, node } = member;
  const isKnown = nameInput !== undefined && !Token.isUnresolved(nameInput);
  return { name: isKnown ? nameInput : node.path.replaceAll("/", ":"), reference: member.name };
}

/** Problems of a group's members. Takes untyped input. */
export function checkMembers(members: unknown, allowEmpty: boolean): readonly Problem[] {
  if (!Array.isArray(members)) {
    return [wrongShape("members", members, "a list of names or users")];
  }
  if (members.length === 0) {
    return allowEmpty ? [] : [emptyMembers()];
  }
  const seen = new Set<string>();
  return Array.from(members as readonly unknown[]).flatMap((member, index) => {
    const place = `members[${index}]`;
    if (!isMember(member)) {
      return [badMember(place, member)];
    }
    const { name } = toMember(member);
    if (seen.size === seen.add(name.toLowerCase()).size) {
      return [duplicateMember(place, name)];
    }
    return typeof member === "string" ? checkUserName(place, name) : [];
  });
}

function isMember(member: unknown): member is string | IamUser {
  if (typeof member === "string") {
    return !Token.isUnresolved(member);
  }
  return Construct.isConstruct(member) && "terraformResourceType" in member && member.terraformResourceType === IamUser.tfResourceType;
}
