import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { TerraformResource, type TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { at, type Problem, wrongType } from "../../problem";
import { checkUserName } from "../../roster";
import { badMember, dataSourceMember, duplicateMember, emptyMembers, referenceAsMember } from "./problems";

/** A member: the name that its address is made from, and its name for Terraform, which may be a reference. */
export interface Member {
  readonly name: string;
  readonly reference: string;
}

/**
 * @param stack the stack of the group. A user in the same stack is referred to by a plain string, because reading an attribute through CDKTF
 *   captures a stack trace each time; only a reference to another stack needs CDKTF's token.
 */
export function toMember(member: string | IamUser, stack: TerraformStack): Member {
  if (typeof member === "string") {
    return { name: member, reference: member };
  }
  const isPlain = member.cdktfStack === stack && member.forEach === undefined;
  return {
    name: nameOf(member),
    reference: isPlain ? `\${${IamUser.tfResourceType}.${member.friendlyUniqueId}.name}` : member.name,
  };
}

/** A member's name, or its place in the construct tree if only Terraform knows the name. */
function nameOf(member: string | IamUser): string {
  if (typeof member === "string") {
    return member;
  }
  const { nameInput, node } = member;
  return nameInput === undefined || Token.isUnresolved(nameInput) ? node.path.replaceAll("/", ":") : nameInput;
}

/** Problems of a group's members. Takes untyped input. */
export function checkMembers(members: unknown, allowEmpty: boolean): readonly Problem[] {
  if (!Array.isArray(members)) {
    return [wrongType("members", members, "a list of names or IamUsers")];
  }
  if (members.length === 0) {
    return allowEmpty ? [] : [emptyMembers()];
  }
  const problems: Problem[] = [];
  const seen = new Set<string>();
  [...(members as readonly unknown[])].forEach((member, index) => {
    const place = at("members", index);
    const found = checkMember(place, member);
    problems.push(...found);
    if (found.length === 0) {
      const name = nameOf(member as string | IamUser);
      if (seen.has(name.toLowerCase())) {
        problems.push(duplicateMember(place, name));
      }
      seen.add(name.toLowerCase());
    }
  });
  return problems;
}

function checkMember(place: string, member: unknown): readonly Problem[] {
  if (typeof member === "string") {
    // A list of names that only Terraform knows is a token too, of one entry.
    return Token.isUnresolved(member) || Token.isUnresolved([member]) ? [referenceAsMember(place)] : checkUserName(place, member);
  }
  if (!Construct.isConstruct(member) || !("terraformResourceType" in member) || member.terraformResourceType !== IamUser.tfResourceType) {
    return [badMember(place, Construct.isConstruct(member) ? member.node.path : member)];
  }
  return TerraformResource.isTerraformResource(member) ? [] : [dataSourceMember(place)];
}
