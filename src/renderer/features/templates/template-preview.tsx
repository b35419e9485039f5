import { Group, Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import type { LeadId } from '#shared/domain/ids.ts'
import { fillTemplate, findPlaceholders } from '#shared/domain/template.ts'
import { type TemplateFacts, templateValues } from '#shared/domain/template-values.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useHandshake, useSignedInStaff } from '../../rpc/use-connection.ts'
import classes from './template-menu.module.css'

interface TemplatePreviewProps {
  readonly language: string
  readonly content: string
}

/** The text as somebody would get it: a person of the office's choice with their next appointment, else an invented one. */
export function TemplatePreview({ language, content }: TemplatePreviewProps) {
  const { t } = useTranslation('templates')
  const [leadId, setLeadId] = useState<LeadId | null>(null)
  const example = useExample()
  const { data: facts } = useQuery(
    api.templates.facts.queryOptions({ input: { leadId: leadId as LeadId }, enabled: leadId !== null }),
  )
  const values = templateValues((leadId === null ? undefined : facts) ?? example, language)
  const filled = fillTemplate(content, values)
  const open = findPlaceholders(filled)
  return (
    <Stack gap={4}>
      <Group justify="space-between" align="flex-end" gap="xs">
        <Text size="xs" c="dimmed">
          {t('preview')}
        </Text>
        <LeadChoice value={leadId} onChange={setLeadId} />
      </Group>
      <div className={classes.preview} lang={language} dir="auto" aria-live="polite">
        {filled.trim() === ''
          ? t('previewEmpty')
          : splitAt(filled, open).map(({ at, text, isOpen }) =>
              isOpen ? <mark key={at}>{text}</mark> : <Fragment key={at}>{text}</Fragment>,
            )}
      </div>
      {leadId !== null && open.length > 0 && (
        <Text size="xs" c="var(--santral-waiting)">
          {t('previewOpen', { fields: open.join(', ') })}
        </Text>
      )}
    </Stack>
  )
}

function LeadChoice({ value, onChange }: { readonly value: LeadId | null; onChange(id: LeadId | null): void }) {
  const { t } = useTranslation('templates')
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 180)
  const { data } = useQuery(
    api.leads.list.queryOptions({ input: { filter: { search }, limit: 12 }, placeholderData: keepPreviousData }),
  )
  const options = (data?.items ?? []).map(({ id, name }) => ({ value: id as string, label: name }))
  return (
    <Select
      size="xs"
      w={220}
      aria-label={t('previewOf')}
      placeholder={t('previewExample')}
      data={options}
      value={value}
      onChange={id => {
        onChange(id as LeadId | null)
        if (id === null) setTyped('')
      }}
      searchable
      clearable
      onSearchChange={setTyped}
      // The core has found them already.
      filter={({ options: all }) => all}
    />
  )
}

/** An invented person with an appointment tomorrow, the real office and the person at this window. */
function useExample(): TemplateFacts {
  const { t, i18n } = useTranslation('templates')
  const { officeName, timeZone } = useHandshake()
  const { name: consultant } = useSignedInStaff()
  const [startsAt] = useState(() => Math.ceil(coreNow() / 3_600_000) * 3_600_000 + 24 * 3_600_000)
  return {
    ...{ name: t('exampleName'), language: null, countryCode: null, timeZone, office: officeName, consultant },
    officeLanguage: i18n.language,
    appointment: {
      ...{ startsAt, timeZone, type: t('exampleType'), place: t('examplePlace'), with: consultant },
      videoUrl: 'https://meet.example/elif',
    },
    ...{ eventOn: null, eventTime: null },
  }
}

/** The text in pieces, with where each begins and whether it is one of the given. */
function splitAt(text: string, open: readonly string[]) {
  const parts: { at: number; text: string; isOpen: boolean }[] = []
  let at = 0
  while (at < text.length) {
    const next = open
      .map(piece => ({ piece, from: text.indexOf(piece, at) }))
      .filter(({ from }) => from !== -1)
      .toSorted((one, other) => one.from - other.from)[0]
    const until = next?.from ?? text.length
    if (until > at) parts.push({ at, text: text.slice(at, until), isOpen: false })
    if (next !== undefined) parts.push({ at: until, text: next.piece, isOpen: true })
    at = until + (next?.piece.length ?? 0)
  }
  return parts
}
