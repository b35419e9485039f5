import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import type { Template } from '#shared/contract/templates.ts'
import { newId, type TemplateId } from '#shared/domain/ids.ts'
import { TemplateCategory, TemplateChannel } from '#shared/domain/template.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useFieldRules } from '../../ui/use-field-rules.ts'
import { TemplateFiles } from './template-files.tsx'
import { VariantFields, type WrittenVariant } from './variant-fields.tsx'

interface TemplateFormProps {
  /** Null to add one. */
  readonly template: Template | null
  onClose(): void
}

interface Values {
  name: string
  category: TemplateCategory
  channel: TemplateChannel | null
  variants: readonly WrittenVariant[]
  files: readonly AttachmentSummary[]
}

/** What a template is called, what it is for, and its words in each language. */
export function TemplateForm({ template, onClose }: TemplateFormProps) {
  const { t } = useTranslation('templates')
  const queries = useQueryClient()
  const rules = useFieldRules()
  const locale = useLocale()
  const form = useForm<Values>({
    initialValues: {
      name: template?.name ?? '',
      category: template?.category ?? 'quick_reply',
      channel: template?.channel ?? null,
      variants: template?.variants.map(({ language, subject, content }) => ({
        ...{ language, content, subject: subject ?? '' },
      })) ?? [{ language: locale, subject: '', content: '' }],
      files: template?.files ?? [],
    },
    validate: { name: rules.required },
  })
  const { variants } = form.values
  const [language, setLanguage] = useState(variants[0]?.language ?? locale)
  const [isChecked, setIsChecked] = useState(false)
  const [isBringing, setIsBringing] = useState(false)
  const options = {
    meta: { isProblemShown: true },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: api.templates.key() })
      onClose()
    },
  }
  const create = useMutation(api.templates.create.mutationOptions(options))
  const update = useMutation(api.templates.update.mutationOptions(options))
  const problem = create.error ?? update.error

  function handleSubmit({ name, category, channel, files }: Values): void {
    const empty = variants.find(({ content }) => content.trim() === '')
    setIsChecked(true)
    if (empty !== undefined) return setLanguage(empty.language)
    const details = {
      ...{ name: name.trim(), category, channel },
      variants: variants.map(({ language: of, subject, content }) => ({
        ...{ language: of, content: content.trim(), subject: subject.trim() === '' ? null : subject.trim() },
      })),
      fileIds: files.map(({ id }) => id),
    }
    if (template === null) create.mutate({ id: newId<TemplateId>(), ...details })
    else update.mutate({ id: template.id, version: template.version, ...details })
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
        <Group grow align="flex-start">
          <Select
            label={t('categoryLabel')}
            allowDeselect={false}
            data={TemplateCategory.options.map(value => ({ value, label: t(`category.${value}`) }))}
            {...form.getInputProps('category')}
          />
          <Select
            label={t('channelLabel')}
            allowDeselect={false}
            data={[
              { value: 'any', label: t('channel.any') },
              ...TemplateChannel.options.map(value => ({ value, label: t(`channel.${value}`) })),
            ]}
            value={form.values.channel ?? 'any'}
            onChange={value => form.setFieldValue('channel', value === 'any' ? null : (value as TemplateChannel))}
          />
        </Group>
        <VariantFields
          variants={variants}
          language={language}
          hasSubject={form.values.category !== 'quick_reply'}
          isChecked={isChecked}
          onLanguage={setLanguage}
          onChange={next => form.setFieldValue('variants', next)}
        />
        {form.values.channel !== 'sms' && (
          <TemplateFiles
            files={form.values.files}
            onChange={change => form.setFieldValue('files', before => change(before ?? []))}
            onBusy={setIsBringing}
          />
        )}
        {problem !== null && <ProblemNotice error={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" disabled={isBringing} loading={create.isPending || update.isPending}>
            {t(template === null ? 'addAction' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
