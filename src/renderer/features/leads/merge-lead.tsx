import { Alert, Button, Group, Modal, Radio, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Lead, LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './merge-lead.module.css'
import { PhoneText } from './phone-text.tsx'
import { StageMark } from './stage-mark.tsx'
import { useColleagues, useStages } from './use-office-people.ts'

interface MergeLeadProps {
  readonly isOpen: boolean
  readonly lead: Lead
  /** Who is meant already, by a suggestion. */
  readonly other?: LeadId
  readonly isOnPage?: boolean
  readonly onClose: () => void
}

/** Says that two records are one person: find the other, look at both, choose which one stays. */
export function MergeLead({ isOpen, lead, other, isOnPage = false, onClose }: MergeLeadProps) {
  const { t } = useTranslation('leads')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('mergeTitle', { name: lead.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <MergeSteps lead={lead} isOnPage={isOnPage} onClose={onClose} {...(other === undefined ? {} : { other })} />
    </Modal>
  )
}

function MergeSteps({ lead, other, isOnPage, onClose }: Omit<MergeLeadProps, 'isOpen'>) {
  const [otherId, setOtherId] = useState<LeadId | null>(other ?? null)
  return otherId === null ? (
    <FindOther lead={lead} onChoose={setOtherId} />
  ) : (
    <ChooseKept lead={lead} otherId={otherId} isOnPage={isOnPage ?? false} onClose={onClose} />
  )
}

function FindOther({ lead, onChoose }: { readonly lead: Lead; readonly onChoose: (id: LeadId) => void }) {
  const { t } = useTranslation('leads')
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 180)
  const { data } = useQuery(
    api.leads.list.queryOptions({
      input: { filter: { search }, limit: 8 },
      enabled: search.length >= 2,
      placeholderData: keepPreviousData,
    }),
  )
  const found = search.length < 2 ? [] : (data?.items ?? []).filter(({ id }) => id !== lead.id)
  return (
    <Stack gap="sm">
      <TextInput
        data-autofocus
        type="search"
        label={t('mergeSearch')}
        placeholder={t('search')}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <ul className={classes.found} aria-label={t('mergeFound')}>
        {found.map(one => (
          <li key={one.id}>
            <UnstyledButton className={classes.choice} onClick={() => onChoose(one.id)}>
              <span className={classes.name}>{one.name}</span>
              <PhoneText phoneNumber={one.phoneNumber} isNumberHidden={one.isNumberHidden} />
            </UnstyledButton>
          </li>
        ))}
        {search.length >= 2 && data !== undefined && found.length === 0 && (
          <li>
            <Text size="sm" c="dimmed">
              {t('nothingFound')}
            </Text>
          </li>
        )}
      </ul>
    </Stack>
  )
}

interface ChooseKeptProps {
  readonly lead: Lead
  readonly otherId: LeadId
  readonly isOnPage: boolean
  readonly onClose: () => void
}

function ChooseKept({ lead, otherId, isOnPage, onClose }: ChooseKeptProps) {
  const { t } = useTranslation('leads')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { data: other, error } = useQuery(api.leads.get.queryOptions({ input: { id: otherId } }))
  const [kept, setKept] = useState<LeadId>(lead.id)
  const merging = useMutation({
    mutationFn: () => rpc.leads.merge({ keepId: kept, absorbId: kept === lead.id ? otherId : lead.id }),
    meta: { isProblemShown: true },
    onSuccess: async () => {
      onClose()
      if (kept !== lead.id) {
        await navigate({ to: isOnPage ? '/leads/$leadId/page' : '/leads/$leadId', params: { leadId: kept } })
      }
      await queries.invalidateQueries()
    },
  })
  if (error !== null) return <ProblemNotice error={error} />
  if (other === undefined) return null
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('mergeKeep')}
        description={t('mergeKeepHint')}
        value={kept}
        onChange={value => setKept(value as LeadId)}
      >
        <div className={classes.sides}>
          {[lead, other].map(one => (
            <Side key={one.id} lead={one} isKept={one.id === kept} />
          ))}
        </div>
      </Radio.Group>
      <Alert color="gray" variant="light">
        {t('mergeExplained')}
      </Alert>
      {merging.error && <ProblemNotice error={merging.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button loading={merging.isPending} onClick={() => merging.mutate()}>
          {t('merge')}
        </Button>
      </Group>
    </Stack>
  )
}

function Side({ lead, isKept }: { readonly lead: Lead; readonly isKept: boolean }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const now = useNow(60_000)
  const { stageOf } = useStages()
  const { colleagueOf } = useColleagues()
  const owner = lead.ownerId === null ? t('nobody') : (colleagueOf(lead.ownerId)?.name ?? t('someone'))
  return (
    <div className={classes.side} data-is-kept={isKept}>
      <Radio value={lead.id} label={<span className={classes.name}>{lead.name}</span>} />
      <dl className={classes.facts}>
        <dt>{t('phone')}</dt>
        <dd>
          <PhoneText phoneNumber={lead.phoneNumber} isNumberHidden={lead.isNumberHidden} />
        </dd>
        <dt>{t('email')}</dt>
        <dd>{lead.email ?? '—'}</dd>
        <dt>{t('stage')}</dt>
        <dd>
          <StageMark stage={stageOf(lead.stageId)} />
        </dd>
        <dt>{t('owner')}</dt>
        <dd>{owner}</dd>
        <dt>{t('city')}</dt>
        <dd>{lead.city ?? '—'}</dd>
        <dt>{t('created')}</dt>
        <dd className="tabular">{format.short(lead.createdAt, now)}</dd>
        <dt>{t('lastContact')}</dt>
        <dd className="tabular">
          {lead.lastContactedAt === null ? t('never') : format.short(lead.lastContactedAt, now)}
        </dd>
      </dl>
    </div>
  )
}

/** Somebody who may be the same: said, and left to a person. */
export function MergeSuggestion({ lead, isOnPage = false }: { readonly lead: Lead; readonly isOnPage?: boolean }) {
  const { t } = useTranslation('leads')
  const { data: candidates = [] } = useQuery(api.leads.mergeCandidates.queryOptions({ input: { leadId: lead.id } }))
  const [meant, setMeant] = useState<LeadSummary | null>(null)
  if (candidates.length === 0) return null
  return (
    <section className={classes.suggestions} aria-label={t('maybeSame')}>
      <h3 className={classes.title}>{t('maybeSame')}</h3>
      {candidates.map(({ lead: one, reason }) => (
        <div key={one.id} className={classes.suggestion}>
          <div>
            <div className={classes.name}>{one.name}</div>
            <div className={classes.reason}>{t(`sameReasons.${reason}`)}</div>
          </div>
          <Button variant="default" size="compact-sm" onClick={() => setMeant(one)}>
            {t('compare')}
          </Button>
        </div>
      ))}
      {meant !== null && (
        <MergeLead isOpen lead={lead} other={meant.id} isOnPage={isOnPage} onClose={() => setMeant(null)} />
      )}
    </section>
  )
}
