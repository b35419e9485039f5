import { ActionIcon, Stack, Switch, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { LeadForm } from '#shared/contract/meta-leads.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'
import { AcceptedGap, GapMark } from './gap-mark.tsx'
import { useSyncWords } from './use-sync-words.ts'

interface FormTableProps {
  readonly forms: readonly LeadForm[]
  readonly onMap: (form: LeadForm) => void
}

const STATUSES = ['ACTIVE', 'ARCHIVED', 'DRAFT', 'DELETED'] as const
const DAY = 24 * 3_600_000

/** The forms of a page: which are fetched, and how our count stands beside Meta's. */
export function FormTable({ forms, onMap }: FormTableProps) {
  const { t } = useTranslation('metaLeads')
  return (
    <Table.ScrollContainer minWidth={600}>
      <Table aria-label={t('forms')} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('form')}</Table.Th>
            <Table.Th w={180}>{t('counts')}</Table.Th>
            <Table.Th w={120}>{t('lastFetch')}</Table.Th>
            <Table.Th w={90}>{t('polled')}</Table.Th>
            <Table.Th w={56}>
              <VisuallyHidden>{t('mapping')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {forms.map(form => (
            <FormRow key={form.id} form={form} onMap={onMap} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function FormRow({ form, onMap }: { readonly form: LeadForm; readonly onMap: (form: LeadForm) => void }) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const now = useNow(60_000)
  const queries = useQueryClient()
  const { wordProblem } = useSyncWords()
  const setPolled = useMutation(
    api.metaLeads.setPolled.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.metaLeads.forms.key() }),
    }),
  )
  const name = form.name ?? t('unnamed')
  const status = STATUSES.find(one => one === form.status) ?? 'other'
  const isPolled = setPolled.isPending ? setPolled.variables.isPolled : form.isPolled
  const counted = (key: 'expired' | 'tests', count: number) => t(key, { count, formatted: format.number(count) })
  return (
    <Table.Tr>
      <Table.Td maw={0}>
        <Text size="sm" fw={500} truncate title={name}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" className="tabular" truncate>
          {t(`statuses.${status}`)} · {form.formId}
        </Text>
        {form.lastProblem && (
          <Text size="xs" c="orange">
            {wordProblem({ ...form.lastProblem, formName: null })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Stack gap={0}>
          <Text size="sm" className="tabular">
            {form.leadsCount === null
              ? format.number(form.storedCount)
              : t('countsOf', { stored: format.number(form.storedCount), leads: format.number(form.leadsCount) })}
          </Text>
          {form.expiredCount !== null && form.expiredCount > 0 && (
            <Text size="xs" c="dimmed">
              {counted('expired', form.expiredCount)}
            </Text>
          )}
          {form.testCount > 0 && (
            <Text size="xs" c="dimmed">
              {counted('tests', form.testCount)}
            </Text>
          )}
          <GapMark form={form} />
          <AcceptedGap form={form} />
          {form.missing === null && form.gapHealedAt !== null && now - form.gapHealedAt < DAY && (
            <Text size="xs" c="teal">
              {t('healed', { when: format.moment(form.gapHealedAt, now) })}
            </Text>
          )}
        </Stack>
      </Table.Td>
      <Table.Td className="tabular">
        <Text size="sm">{form.lastFetchAt === null ? '—' : format.moment(form.lastFetchAt, now)}</Text>
      </Table.Td>
      <Table.Td>
        <Switch
          aria-label={t('polledOf', { form: name })}
          checked={isPolled}
          onChange={event => setPolled.mutate({ id: form.id, isPolled: event.currentTarget.checked })}
        />
      </Table.Td>
      <Table.Td>
        <Tooltip label={t('mapping')}>
          <ActionIcon aria-label={t('mappingOf', { form: name })} onClick={() => onMap(form)}>
            <IconArrowsExchange size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Table.Td>
    </Table.Tr>
  )
}
