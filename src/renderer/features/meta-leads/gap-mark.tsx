import { Badge, Button, Group, Popover, Stack, Text, Textarea, UnstyledButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LeadForm } from '#shared/contract/meta-leads.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

const LONGEST_NOTE = 300

/** Entries that Meta counts and that do not come: until somebody who has looked into it accepts that, with a word why. */
export function GapMark({ form }: { readonly form: LeadForm }) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const [isOpen, setIsOpen] = useState(false)
  const [note, setNote] = useState('')
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: api.metaLeads.key() })
  const accept = useMutation(
    api.metaLeads.acceptGap.mutationOptions({
      meta: { isProblemShown: true },
      onSettled,
      onSuccess() {
        setIsOpen(false)
        setNote('')
      },
    }),
  )
  const { missing } = form
  if (missing === null) return null
  const { entries } = missing
  const label = t('missing', { count: entries, formatted: format.number(entries) })
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      width={320}
      position="bottom-start"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <UnstyledButton
          onClick={() => setIsOpen(!isOpen)}
          aria-label={t('gap.look', { label, form: form.name ?? t('unnamed') })}
        >
          <Badge color="orange" variant="light" size="sm" tt="none" style={{ cursor: 'pointer' }}>
            {label}
          </Badge>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack
          gap="sm"
          component="form"
          onSubmit={event => {
            event.preventDefault()
            accept.mutate({ id: form.id, entries, note: note.trim() })
          }}
        >
          <Text size="sm">{t('gap.hint', { when: format.dateTime(missing.since) })}</Text>
          <Textarea
            label={t('gap.note')}
            placeholder={t('gap.notePlaceholder')}
            autosize
            minRows={2}
            maxRows={5}
            maxLength={LONGEST_NOTE}
            data-autofocus
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
          {accept.isError && <ProblemNotice error={accept.error} />}
          <Group justify="flex-end">
            <Button type="submit" size="compact-sm" loading={accept.isPending} disabled={note.trim() === ''}>
              {t('gap.accept')}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** What was accepted, why, and the way back. */
export function AcceptedGap({ form }: { readonly form: LeadForm }) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const queries = useQueryClient()
  const reopen = useMutation(
    api.metaLeads.reopenGap.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.metaLeads.key() }),
    }),
  )
  const { accepted } = form
  if (accepted === null) return null
  return (
    <Text size="xs" c="dimmed" title={`${accepted.note} (${format.dateTime(accepted.at)})`}>
      {t('gap.accepted', { count: accepted.entries, formatted: format.number(accepted.entries), note: accepted.note })}{' '}
      <Button
        variant="subtle"
        size="compact-xs"
        loading={reopen.isPending}
        onClick={() => reopen.mutate({ id: form.id })}
      >
        {t('gap.reopen')}
      </Button>
    </Text>
  )
}
