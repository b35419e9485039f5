import { Alert, Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { QuickReply } from '#shared/contract/quick-replies.ts'
import { newId, type QuickReplyId } from '#shared/domain/ids.ts'
import { findUnknownPlaceholders, placeholderOf, QUICK_REPLY_VARIABLES } from '#shared/domain/quick-reply.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useFieldRules } from '../../ui/use-field-rules.ts'
import { useLanguageOptions } from '../leads/use-language-options.ts'
import { QuickReplyPreview } from './quick-reply-preview.tsx'

const LONGEST = 4_000

interface QuickReplyFormProps {
  /** Null to add one. */
  readonly reply: QuickReply | null
  onClose(): void
}

export function QuickReplyForm({ reply, onClose }: QuickReplyFormProps) {
  const { t } = useTranslation('quickReplies')
  const queries = useQueryClient()
  const rules = useFieldRules()
  const locale = useLocale()
  const languages = useLanguageOptions()
  const field = useRef<HTMLTextAreaElement>(null)
  const form = useForm({
    initialValues: { name: reply?.name ?? '', language: reply?.language ?? locale, content: reply?.content ?? '' },
    validate: { name: rules.required, content: rules.required },
  })
  const options = {
    meta: { isProblemShown: true },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: api.quickReplies.key() })
      onClose()
    },
  }
  const create = useMutation(api.quickReplies.create.mutationOptions(options))
  const update = useMutation(api.quickReplies.update.mutationOptions(options))
  const problem = create.error ?? update.error
  const unknown = findUnknownPlaceholders(form.values.content)

  function handleInsert(placeholder: string): void {
    const { content } = form.values
    const [start, end] = [
      field.current?.selectionStart ?? content.length,
      field.current?.selectionEnd ?? content.length,
    ]
    form.setFieldValue('content', content.slice(0, start) + placeholder + content.slice(end))
    const caret = start + placeholder.length
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(caret, caret)
    })
  }

  function handleSubmit({ name, language, content }: typeof form.values): void {
    const details = { name: name.trim(), language, content: content.trim() }
    if (reply === null) create.mutate({ id: newId<QuickReplyId>(), ...details })
    else update.mutate({ id: reply.id, version: reply.version, ...details })
  }

  return (
    <form onSubmit={form.onSubmit(handleSubmit)} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          maxLength={80}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Select
          label={t('language')}
          searchable
          allowDeselect={false}
          data={languages}
          {...form.getInputProps('language')}
        />
        <Stack gap={6}>
          <Textarea
            ref={field}
            label={t('content')}
            autosize
            minRows={4}
            maxRows={12}
            maxLength={LONGEST}
            {...form.getInputProps('content')}
          />
          <Group gap={6} role="group" aria-label={t('variables')}>
            <Text size="xs" c="dimmed">
              {t('variables')}
            </Text>
            {QUICK_REPLY_VARIABLES.map(variable => (
              <Button
                key={variable}
                variant="default"
                size="compact-xs"
                onClick={() => handleInsert(placeholderOf(variable))}
              >
                {t(`variable.${variable}`)}
              </Button>
            ))}
          </Group>
        </Stack>
        {unknown.length > 0 && (
          <Alert color="yellow" variant="light" p="xs" role="status">
            {t('unknownVariables', { fields: unknown.join(', ') })}
          </Alert>
        )}
        <QuickReplyPreview content={form.values.content} />
        {problem !== null && <ProblemNotice error={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {t(reply === null ? 'addAction' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
