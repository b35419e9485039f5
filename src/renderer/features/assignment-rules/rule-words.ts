import type { AssignmentRule } from '#shared/contract/assignment-rules.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import type { Translate } from '#shared/i18n/keys.ts'

export interface RuleNames {
  readonly brand: (id: string) => string
  readonly form: (id: string) => string
  readonly country: (alpha2: string) => string
  readonly language: (code: string) => string
  readonly staff: (id: StaffId) => string
}

/** A rule in one line: which leads, and who gets them. */
export function wordRule(
  { conditions, target }: Pick<AssignmentRule, 'conditions' | 'target'>,
  t: Translate<'assignmentRules'>,
  names: RuleNames,
): { which: string; who: string } {
  const { sources, brands, formIds, countries, languages } = conditions
  const one = (label: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${label}: ${values.join(', ')}`]
  const which = [
    ...one(
      t('sources'),
      sources.map(source => t(`leads:sources.${source}`)),
    ),
    ...one(
      t('brands'),
      brands.map(brand => (brand === 'none' ? t('noBrand') : names.brand(brand))),
    ),
    ...one(t('forms'), formIds.map(names.form)),
    ...one(t('countries'), countries.map(names.country)),
    ...one(t('languages'), languages.map(names.language)),
  ]
  return { which: which.length === 0 ? t('everyone') : which.join(' · '), who: wordTarget(target, t, names) }
}

function wordTarget(target: AssignmentRule['target'], t: Translate<'assignmentRules'>, names: RuleNames): string {
  switch (target.kind) {
    case 'pool':
      return t('toPool')
    case 'person':
      return t('toPerson', { name: names.staff(target.staffId) })
    case 'round_robin': {
      const listed = { names: target.staffIds.map(names.staff).join(', ') }
      return target.onlyPresent ? t('toInTurnPresent', listed) : t('toInTurn', listed)
    }
  }
}
