import type { AssignmentConditions, AssignmentTarget } from '#shared/contract/assignment-rules.ts'
import type { AssignmentRuleId, BrandId, StaffId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'

export interface Rule {
  readonly id: AssignmentRuleId
  readonly conditions: AssignmentConditions
  readonly target: AssignmentTarget
  readonly lastStaffId: StaffId | null
}

/** What is known of a lead when it comes. */
interface NewLead {
  readonly source: LeadSource
  readonly brandId: BrandId | null
  readonly firstFormId: string | null
  readonly countryCode: string | null
  readonly language: string | null
}

/** Who of the office can take a lead now. */
export interface Desk {
  readonly active: ReadonlySet<StaffId>
  readonly present: ReadonlySet<StaffId>
}

interface Chosen<One extends Rule> {
  /** Null where no rule fits. */
  readonly rule: One | null
  readonly staffId: StaffId | null
}

/** The first rule that fits and has somebody decides. */
export function chooseOwner<One extends Rule>(rules: readonly One[], lead: NewLead, desk: Desk): Chosen<One> {
  for (const rule of rules) {
    if (!fits(rule.conditions, lead)) continue
    const { target } = rule
    if (target.kind === 'pool') return { rule, staffId: null }
    const staffId =
      target.kind === 'person'
        ? desk.active.has(target.staffId)
          ? target.staffId
          : null
        : nextInTurn(target, rule.lastStaffId, desk)
    if (staffId !== null) return { rule, staffId }
  }
  return { rule: null, staffId: null }
}

function fits(conditions: AssignmentConditions, lead: NewLead): boolean {
  const any = (wanted: readonly string[], value: string | null) =>
    wanted.length === 0 || (value !== null && wanted.includes(value))
  return (
    any(conditions.sources, lead.source) &&
    any(conditions.brands, lead.brandId ?? 'none') &&
    any(conditions.formIds, lead.firstFormId) &&
    any(conditions.countries, lead.countryCode) &&
    any(conditions.languages, lead.language)
  )
}

/** Whoever follows the last one in the given order; whoever is away keeps no place and is not owed anything. */
function nextInTurn(
  { staffIds, onlyPresent }: Extract<AssignmentTarget, { kind: 'round_robin' }>,
  last: StaffId | null,
  { active, present }: Desk,
): StaffId | null {
  const start = last === null ? 0 : staffIds.indexOf(last) + 1
  const inTurn = [...staffIds.slice(start), ...staffIds.slice(0, start)]
  return inTurn.find(id => active.has(id) && (!onlyPresent || present.has(id))) ?? null
}
