import {
  ActionIcon,
  Alert,
  Button,
  Group,
  Select,
  Stack,
  Tabs,
  Text,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useRef } from 'react'
import { findUnknownPlaceholders, placeholderOf, TEMPLATE_VARIABLES } from '#shared/domain/template.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLanguageOptions } from '../leads/use-language-options.ts'
import { TemplatePreview } from './template-preview.tsx'

const LONGEST = 4_000

export interface WrittenVariant {
  readonly language: string
  /** Empty where there is none. */
  readonly subject: string
  readonly content: string
}

interface VariantFieldsProps {
  readonly variants: readonly WrittenVariant[]
  /** The one that is shown. */
  readonly language: string
  readonly hasSubject: boolean
  /** Saving was tried: what is missing is said. */
  readonly isChecked: boolean
  onLanguage(language: string): void
  onChange(variants: readonly WrittenVariant[]): void
}

/** The words of a template, one language behind the other. */
export function VariantFields(props: VariantFieldsProps) {
  const { variants, language, hasSubject, isChecked, onLanguage, onChange } = props
  const { t } = useTranslation('templates')
  const languages = useLanguageOptions()
  const field = useRef<HTMLTextAreaElement>(null)
  const shown = variants.find(variant => variant.language === language) ?? variants[0]
  if (shown === undefined) return null
  const nameOf = (code: string) => languages.find(({ value }) => value === code)?.label ?? code.toUpperCase()
  const unknown = findUnknownPlaceholders(shown.content)

  function change(changes: Partial<WrittenVariant>): void {
    onChange(variants.map(variant => (variant === shown ? { ...variant, ...changes } : variant)))
  }

  function handleAdd(added: string | null): void {
    if (added === null) return
    onChange([...variants, { language: added, subject: '', content: '' }])
    onLanguage(added)
  }

  function handleRemove(removed: WrittenVariant): void {
    const rest = variants.filter(variant => variant !== removed)
    onChange(rest)
    onLanguage(rest[0]?.language ?? language)
  }

  function handleInsert(placeholder: string): void {
    const content = shown?.content ?? ''
    const start = field.current?.selectionStart ?? content.length
    const end = field.current?.selectionEnd ?? content.length
    change({ content: content.slice(0, start) + placeholder + content.slice(end) })
    const caret = start + placeholder.length
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(caret, caret)
    })
  }

  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end" gap="xs">
        <Tabs value={shown.language} onChange={value => value !== null && onLanguage(value)} flex="1 1 240px">
          <Tabs.List aria-label={t('languages')}>
            {variants.map(variant => (
              <Tabs.Tab key={variant.language} value={variant.language}>
                {nameOf(variant.language)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <Select
          size="xs"
          w={150}
          aria-label={t('addLanguage')}
          placeholder={t('addLanguage')}
          searchable
          value={null}
          data={languages.filter(({ value }) => !variants.some(variant => variant.language === value))}
          onChange={handleAdd}
        />
        <Tooltip label={t('removeLanguage', { language: nameOf(shown.language) })}>
          <ActionIcon
            aria-label={t('removeLanguage', { language: nameOf(shown.language) })}
            disabled={variants.length === 1}
            onClick={() => handleRemove(shown)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Text size="xs" c="dimmed">
        {t('languageHint')}
      </Text>
      {hasSubject && (
        <TextInput
          label={t('subject')}
          description={t('subjectHint')}
          maxLength={200}
          dir="auto"
          value={shown.subject}
          onChange={event => change({ subject: event.currentTarget.value })}
        />
      )}
      <Stack gap={6}>
        <Textarea
          ref={field}
          label={t('content')}
          autosize
          minRows={4}
          maxRows={12}
          maxLength={LONGEST}
          dir="auto"
          lang={shown.language}
          value={shown.content}
          error={
            isChecked && shown.content.trim() === '' ? t('emptyVariant', { language: nameOf(shown.language) }) : null
          }
          onChange={event => change({ content: event.currentTarget.value })}
        />
        <Group gap={6} role="group" aria-label={t('variables')}>
          <Text size="xs" c="dimmed">
            {t('variables')}
          </Text>
          {TEMPLATE_VARIABLES.map(variable => (
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
      <TemplatePreview language={shown.language} content={shown.content} />
    </Stack>
  )
}
