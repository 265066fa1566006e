import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import { at, type Problem, wrongType } from "../../problem";
import { checkUserName } from "../../roster";
import { badMember, dataSourceMember, duplicateMember, emptyMembers, referenceAsMember } from "./problems";

/** A member: the name that its address is made from, and its name for Terraform, which may be a reference. */
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
    return [wrongType("members", members, "a list of names or IamUsers")];
  }
  if (members.length === 0) {
    return allowEmpty ? [] : [emptyMembers()];
  }
  const problems: Problem[] = [];
  const seen = new Set<string>();
  (members as readonly unknown[]).forEach((member, index) => {
    const place = at("members", index);
    const found = checkMember(place, member);
    problems.push(...found);
    if (found.length === 0) {
      const { name } = toMember(member as string | IamUser);
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
    return Token.isUnresolved(member) ? [referenceAsMember(place)] : checkUserName(place, member);
  }
  if (!Construct.isConstruct(member) || !("terraformResourceType" in member) || member.terraformResourceType !== IamUser.tfResourceType) {
    return [badMember(place, Construct.isConstruct(member) ? member.node.path : member)];
  }
  return TerraformResource.isTerraformResource(member) ? [] : [dataSourceMember(place)];
}
