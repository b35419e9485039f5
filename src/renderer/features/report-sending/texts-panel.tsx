import { Badge, Button, Group, SegmentedControl, SimpleGrid, Stack, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ReportText } from '#shared/contract/reports.ts'
import { Locale } from '#shared/domain/locale.ts'
import { findUnknownVariables, REPORT_VARIABLES, ReportAudience, ReportSection } from '#shared/domain/report.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import reportClasses from '../reports/reports.module.css'

/** Row A22: what a report's message says around the numbers, for managers and for customers. */
export function TextsPanel() {
  const { t } = useTranslation('reportSending')
  const { data: texts, error } = useQuery(api.reports.texts.queryOptions())
  const [audience, setAudience] = useState<ReportAudience>('manager')
  const [locale, setLocale] = useState<Locale>(useLocale())
  if (error !== null) return <ProblemNotice error={error} />
  const text = texts?.find(each => each.audience === audience && each.locale === locale)
  return (
    <Stack gap="md">
      <SectionHeader title={t('texts')} hint={t('textsHint')} />
      <Group>
        <SegmentedControl
          aria-label={t('role')}
          value={audience}
          data={ReportAudience.options.map(value => ({ value, label: t(`roleShort.${value}`) }))}
          onChange={value => setAudience(ReportAudience.parse(value))}
        />
        <SegmentedControl
          aria-label={t('language')}
          value={locale}
          data={Locale.options.map(value => ({ value, label: t(`languages.${value}`) }))}
          onChange={value => setLocale(Locale.parse(value))}
        />
      </Group>
      {text !== undefined && <TextEditor key={`${audience} ${locale} ${text.body}`} text={text} />}
    </Stack>
  )
}

function TextEditor({ text }: { readonly text: ReportText }) {
  const { t } = useTranslation('reportSending')
  const queries = useQueryClient()
  const [body, setBody] = useState(text.body)
  const field = useRef<HTMLTextAreaElement>(null)
  const { audience, locale, isDefault } = text
  const options = {
    meta: { isProblemShown: true },
    onSuccess: () => queries.invalidateQueries({ queryKey: api.reports.key() }),
  }
  const save = useMutation(api.reports.saveText.mutationOptions(options))
  const reset = useMutation(api.reports.resetText.mutationOptions(options))
  const [previewed] = useDebouncedValue(body, 300)
  const { data: preview } = useQuery(
    api.reports.preview.queryOptions({
      input: {
        ...{ period: { kind: 'last_week' }, sections: [...ReportSection.options], audience, locale, body: previewed },
      },
      placeholderData: keepPreviousData,
    }),
  )
  const [unknown] = findUnknownVariables(body)
  const problem = save.error ?? reset.error

  /** Where the cursor stands, as if it had been typed. */
  function insert(name: string): void {
    const at = field.current?.selectionStart ?? body.length
    setBody(`${body.slice(0, at)}{{${name}}}${body.slice(field.current?.selectionEnd ?? at)}`)
    field.current?.focus()
  }

  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Stack gap="sm">
        <Textarea
          ref={field}
          label={t('body')}
          autosize
          minRows={10}
          maxRows={24}
          maxLength={4_000}
          value={body}
          error={unknown === undefined ? undefined : t('problems:UNKNOWN_VARIABLE', { name: unknown })}
          onChange={event => setBody(event.currentTarget.value)}
        />
        <Group gap={6} role="group" aria-label={t('fields')}>
          {REPORT_VARIABLES.map(name => (
            <Button key={name} size="compact-xs" variant="default" onClick={() => insert(name)}>
              {t(`variables.${name}`)}
            </Button>
          ))}
        </Group>
        {problem !== null && <ProblemNotice error={problem} />}
        <Group justify="space-between">
          <Badge variant="light" color={isDefault ? 'gray' : 'blue'} tt="none">
            {t(isDefault ? 'isDefault' : 'own')}
          </Badge>
          <Group gap="xs">
            <Button
              variant="default"
              disabled={isDefault}
              loading={reset.isPending}
              onClick={() => reset.mutate({ audience, locale })}
            >
              {t('reset')}
            </Button>
            <Button
              disabled={body.trim() === '' || body === text.body || unknown !== undefined}
              loading={save.isPending}
              onClick={() => save.mutate({ audience, locale, body })}
            >
              {t('save')}
            </Button>
          </Group>
        </Group>
      </Stack>
      <Stack gap={6} role="group" aria-label={t('livePreview')}>
        <Text size="sm" fw={500}>
          {t('livePreview')}
        </Text>
        <div className={reportClasses.bubble} style={{ marginInlineStart: 0 }}>
          {preview?.text}
        </div>
      </Stack>
    </SimpleGrid>
  )
}
