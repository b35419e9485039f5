import { Tooltip } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { LeadColumn } from '#shared/contract/lead-views.ts'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { BrandId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { CountryFlag } from '../../ui/country-flag.tsx'
import { TagDot } from '../tags/tag-chip.tsx'
import { useTags } from '../tags/use-tags.ts'
import { flexOf } from './lead-columns.ts'
import classes from './lead-table.module.css'
import { PhoneText } from './phone-text.tsx'
import { OwnerCell, StageCell } from './row-menus.tsx'

interface LeadCellProps {
  readonly column: LeadColumn
  readonly lead: LeadSummary
  readonly now: number
}

export function LeadCell({ column, lead, now }: LeadCellProps) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  switch (column) {
    case 'phone':
      return (
        <Cell column={column}>
          <PhoneText phoneNumber={lead.phoneNumber} isNumberHidden={lead.isNumberHidden} />
        </Cell>
      )
    case 'stage':
      return (
        <Cell column={column}>
          <StageCell lead={lead} />
        </Cell>
      )
    case 'owner':
      return (
        <Cell column={column} isQuiet={lead.ownerId === null}>
          <OwnerCell lead={lead} />
        </Cell>
      )
    case 'source':
      return (
        <Cell column={column} title={lead.campaignName ?? lead.sourceDetail}>
          {t(`sources.${lead.source}`)}
        </Cell>
      )
    case 'campaign':
      return <TextCell column={column} text={lead.campaignName} />
    case 'form':
      return <TextCell column={column} text={lead.formName} />
    case 'brand':
      return <BrandCell brandId={lead.brandId} />
    case 'country':
      return <CountryCell code={lead.countryCode} />
    case 'language':
      return <LanguageCell language={lead.language} />
    case 'tags':
      return (
        <Cell column={column}>
          <TagMarks tagIds={lead.tagIds} />
        </Cell>
      )
    case 'score':
      return (
        <Cell column={column} isTabular>
          {format.number(lead.score)}
        </Cell>
      )
    case 'last_contact':
    case 'last_call': {
      const at = column === 'last_contact' ? lead.lastContactedAt : lead.lastCalledAt
      return (
        <Cell column={column} isQuiet={at === null} isTabular title={at && format.dateTime(at)}>
          {at === null ? t('never') : format.short(at, now)}
        </Cell>
      )
    }
    case 'next_action':
      return <NextActionCell lead={lead} now={now} />
    case 'created':
      return (
        <Cell column={column} isTabular title={format.dateTime(lead.createdAt)}>
          {format.short(lead.createdAt, now)}
        </Cell>
      )
  }
}

interface CellProps {
  readonly column: LeadColumn
  readonly title?: string | number | null
  readonly isQuiet?: boolean
  readonly isTabular?: boolean
  readonly isOverdue?: boolean
  readonly children: ReactNode
}

function Cell({ column, title, isQuiet = false, isTabular = false, isOverdue, children }: CellProps) {
  const names = [isQuiet && classes.quiet, isTabular && 'tabular'].filter(Boolean).join(' ')
  return (
    <span
      role="gridcell"
      className={names === '' ? undefined : names}
      style={flexOf(column)}
      title={title === null || title === undefined ? undefined : String(title)}
      data-column={column}
      data-is-overdue={isOverdue}
    >
      {children}
    </span>
  )
}

function TextCell({ column, text }: { readonly column: LeadColumn; readonly text: string | null }) {
  return (
    <Cell column={column} title={text} isQuiet={text === null}>
      {text ?? '—'}
    </Cell>
  )
}

function BrandCell({ brandId }: { readonly brandId: BrandId | null }) {
  const { data: origins } = useQuery(api.leads.origins.queryOptions())
  return <TextCell column="brand" text={origins?.brands.find(({ id }) => id === brandId)?.name ?? null} />
}

function LanguageCell({ language }: { readonly language: string | null }) {
  const locale = useLocale()
  return <TextCell column="language" text={language === null ? null : nameOfLanguage(language, locale)} />
}

/** What stands there may have come from a form or a file, and be no language at all. */
function nameOfLanguage(language: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language
  } catch {
    return language
  }
}

function CountryCell({ code }: { readonly code: string | null }) {
  const format = useFormat()
  return (
    <Cell column="country">
      {code !== null && (
        <Tooltip label={format.country(code)}>
          <span role="img" aria-label={format.country(code)} className={classes.flag}>
            <CountryFlag alpha2={code} />
          </span>
        </Tooltip>
      )}
    </Cell>
  )
}

/** The tags of one lead, beside its name or in a column of their own. */
export function TagMarks({ tagIds }: { readonly tagIds: LeadSummary['tagIds'] }) {
  const { tagOf } = useTags()
  return tagIds.map(id => {
    const tag = tagOf(id)
    return (
      tag && (
        <span key={id} className={classes.tag}>
          <TagDot color={tag.color} /> {tag.name}
        </span>
      )
    )
  })
}

/** Overdue is said in words as well: the colour alone carries no meaning. */
function NextActionCell({ lead, now }: { readonly lead: LeadSummary; readonly now: number }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const { nextActionAt: at, nextActionText: text } = lead
  if (at === null) return <TextCell column="next_action" text={null} />
  const isOverdue = at < now
  const title = [isOverdue ? t('overdue') : '', format.dateTime(at), text ?? ''].filter(Boolean).join(' · ')
  return (
    <Cell column="next_action" isTabular title={title} isOverdue={isOverdue}>
      {isOverdue && (
        <IconAlertCircle size={14} stroke={1.8} aria-label={t('overdue')} className={classes.overdueIcon} />
      )}
      {format.short(at, now)}
    </Cell>
  )
}
