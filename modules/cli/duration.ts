import { badDuration } from "./problems";

const UNITS_MS = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * The milliseconds of a duration such as `7d`: a whole number of hours, days or weeks.
 *
 * @param option the option that has it, for the error
 * @throws InvalidInputError if it is none
 */
export function millisecondsOf(duration: string, option: string): number {
  const [, number, unit] = /^([0-9]{1,5})([hdw])$/.exec(duration) ?? [];
  if (number === undefined) {
    throw badDuration(option, duration);
  }
  return Number(number) * UNITS_MS[unit as keyof typeof UNITS_MS];
}
