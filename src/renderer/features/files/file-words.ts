import type { FileCounts, LeadFile } from '#shared/contract/files.ts'
import { FixedFileLabel } from '#shared/domain/file.ts'
import type { Translate } from '#shared/i18n/keys.ts'
import { KIND_GROUPS, type KindGroup } from './files-search.ts'

/** A label's name: the fixed ones in the person's language, the office's own as they are. */
export function wordLabel(label: string, t: Translate<'files'>): string {
  const fixed = FixedFileLabel.safeParse(label)
  return fixed.success ? t(`labels.${fixed.data}`) : label
}

/** The labels that the office has made for this lead, by their names. */
export function ownLabels(
  { byLabel }: Pick<FileCounts, 'byLabel'>,
  locale: string,
): { label: string; files: number }[] {
  return byLabel
    .flatMap(({ label, files }) => (label === null || FixedFileLabel.safeParse(label).success ? [] : { label, files }))
    .toSorted((one, other) => one.label.localeCompare(other.label, locale))
}

export function countOfKind({ byKind }: Pick<FileCounts, 'byKind'>, group: KindGroup): number {
  const kinds: readonly string[] = KIND_GROUPS[group]
  return byKind.reduce((sum, { kind, files }) => (kinds.includes(kind) ? sum + files : sum), 0)
}

/** Who it is from: somebody of the office, the person, or the office's own phone. */
export function wordOrigin(
  { addedBy, direction }: Pick<LeadFile, 'addedBy' | 'direction'>,
  names: { leadName: string; colleague: string | undefined },
  t: Translate<'files'>,
): string {
  if (direction === 'in') return names.leadName
  return addedBy === null ? t('fromPhone') : (names.colleague ?? t('colleagueGone'))
}
