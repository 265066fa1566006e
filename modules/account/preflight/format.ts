import { count } from "../../problem";
import type { DeniedCalls, Forecast } from "../cloudtrail/forecast";
import type { Preflight } from "./model";

/** The version of the format. Minor versions only add to it. */
const FORMAT_VERSION = "1.0";

/** 0: nobody would be locked out of anything; 2: there is something to act on. */
export function preflightExitCode({ findings, forecast }: Preflight): 0 | 2 {
  const isForecast = forecast !== undefined && forecast.denied.length + forecast.uncertain.length + forecast.unmapped.length > 0;
  return findings.length > 0 || isForecast ? 2 : 0;
}

/** For programs. The schema is preflight.schema.json. */
export function formatPreflightJson(result: Preflight): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, exitCode: preflightExitCode(result), ...result }, undefined, 2)}\n`;
}

/** For people. */
export function formatPreflightText(result: Preflight): string {
  const { enforced, existing, findings, repairers, reportGenerated, forecast } = result;
  const title = `MFA will be enforced for ${count(enforced, "user")}, of whom ${existing} are in the account.`;
  const lines = findings.map(({ user, message }) => `  ${user === undefined ? "" : `${user}: `}${message}`);
  return `${[
    title,
    ...(findings.length > 0 ? [`${count(findings.length, "thing")} to act on:`, ...lines] : ["Nothing to act on was found."]),
    `Besides the root user, these outside the roster can take the enforcement back: ${repairers.join(", ") || "nobody"}.`,
    `Passwords, devices and keys are from the credential report of ${reportGenerated.toISOString()}.`,
    ...(forecast ? forecastLines(forecast) : []),
  ].join("\n")}\n`;
}

function forecastLines({ events, from, to, withoutMfa, denied, uncertain, unmapped }: Forecast): readonly string[] {
  const period = from === undefined ? "" : ` from ${from} to ${to ?? from}`;
  return [
    "",
    `CloudTrail has ${count(events, "event")}${period}: ${withoutMfa} by these users without MFA.`,
    ...section("Would have been denied:", denied.map(line)),
    ...section("AWS does not say whether these would have been denied:", uncertain.map(line)),
    ...section(
      "Not mapped to an IAM action, so probably denied:",
      unmapped.map(({ user, event, count: times }) => `  ${user}: ${event}, ${count(times, "time")}`),
    ),
    ...(denied.length === 0 ? ["Nothing would certainly have been denied."] : []),
  ];
}

function line({ user, action, count: times }: DeniedCalls): string {
  return `  ${user}: ${action}, ${count(times, "time")}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? [title, ...lines] : [];
}
