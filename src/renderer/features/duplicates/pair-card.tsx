import { Badge, Button, Checkbox, Group, Radio } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { DuplicatePair } from '#shared/contract/duplicates.ts'
import type { Lead } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/use-now.ts'
import { useColleagues, useStages } from '../leads/use-office-people.ts'
import classes from './duplicates.module.css'

interface PairCardProps {
  readonly pair: DuplicatePair
  readonly keptId: LeadId
  readonly isSelected: boolean
  readonly isMerging: boolean
  readonly onFocus: () => void
  readonly onSelect: () => void
  readonly onSwap: () => void
  readonly onMerge: () => void
  readonly onDifferent: () => void
}

/** Two records side by side; the one that would stay is marked. */
export function PairCard(props: PairCardProps) {
  const { pair, keptId, isSelected, isMerging, onFocus, onSelect, onSwap, onMerge, onDifferent } = props
  const { t } = useTranslation('duplicates')
  const names = { one: pair.one.name, other: pair.other.name }
  return (
    <section
      className={classes.pair}
      aria-label={t('pairLabel', names)}
      data-pair={pair.id}
      // Reached with J and K; Tab goes on to what is in it.
      tabIndex={-1}
      onFocus={onFocus}
    >
      <Group justify="space-between" gap="sm">
        <Checkbox
          label={t(`reasons.${pair.reason}`)}
          aria-label={t('select', names)}
          checked={isSelected}
          onChange={onSelect}
        />
        <Group gap="xs">
          <Button variant="default" size="compact-sm" onClick={onDifferent}>
            {t('different')}
          </Button>
          <Button size="compact-sm" loading={isMerging} onClick={onMerge}>
            {t('merge')}
          </Button>
        </Group>
      </Group>
      <Radio.Group value={keptId} onChange={value => value !== keptId && onSwap()} aria-label={t('keep')}>
        <div className={classes.sides}>
          <Side lead={pair.one} other={pair.other} isKept={keptId === pair.one.id} />
          <Side lead={pair.other} other={pair.one} isKept={keptId === pair.other.id} />
        </div>
      </Radio.Group>
    </section>
  )
}

function Side({ lead, other, isKept }: { readonly lead: Lead; readonly other: Lead; readonly isKept: boolean }) {
  const { t } = useTranslation('duplicates')
  const format = useFormat()
  const now = useNow(60_000)
  const { stageOf } = useStages()
  const { colleagueOf } = useColleagues()
  const ownerOf = (one: Lead) => (one.ownerId === null ? t('nobody') : (colleagueOf(one.ownerId)?.name ?? t('someone')))
  const phoneOf = (one: Lead) => (one.phoneNumber === null ? '—' : format.phone(one.phoneNumber))
  const emailOf = (one: Lead) => one.email ?? '—'
  const facts: [string, (one: Lead) => string][] = [
    [t('phone'), phoneOf],
    [t('email'), emailOf],
    [t('source'), one => t(`leads:sources.${one.source}`)],
    [t('stage'), one => stageOf(one.stageId)?.name ?? '—'],
    [t('owner'), ownerOf],
    [t('city'), one => one.city ?? '—'],
    [t('created'), one => format.moment(one.createdAt, now)],
    [t('lastContact'), one => (one.lastContactedAt === null ? t('never') : format.moment(one.lastContactedAt, now))],
  ]
  return (
    <div className={classes.side} data-is-kept={isKept}>
      <Group justify="space-between" gap={6} wrap="nowrap">
        <Radio value={lead.id} aria-label={t('keepThis', { name: lead.name })} label={<b>{lead.name}</b>} />
        {isKept && (
          <Badge size="sm" variant="light" tt="none" fw={500} flex="none">
            {t('keep')}
          </Badge>
        )}
      </Group>
      <dl className={classes.facts}>
        {facts.map(([label, read]) => (
          <div key={label} className={classes.fact}>
            <dt>{label}</dt>
            {/* The address that both have is why they stand here. */}
            <dd
              data-is-same={(read === phoneOf || read === emailOf) && read(lead) === read(other) && read(lead) !== '—'}
            >
              {read(lead)}
            </dd>
          </div>
        ))}
      </dl>
      <Link to="/leads/$leadId/page" params={{ leadId: lead.id }} className={classes.open}>
        {t('leads:openPage')}
      </Link>
    </div>
  )
}
