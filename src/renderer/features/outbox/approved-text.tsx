import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { TemplateId } from '#shared/domain/ids.ts'
import type { TemplateValues } from '#shared/domain/template.ts'
import { fillTemplate, findPlaceholders } from '#shared/domain/template.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** A text that WhatsApp has approved, with what the office fills in itself. */
export interface Approved {
  readonly templateId: TemplateId
  readonly content: string
  readonly values: TemplateValues
  /** Of `{{4}}`, `{{5}}` … in their order. */
  readonly custom: readonly string[]
}

export function textOf({ content, values, custom }: Approved): string {
  return fillTemplate(content, values, custom)
}

/** The first three numbers mean the same in every template; the others are asked for (row E15). */
function customNumbers({ content, values }: Approved): number[] {
  const open = findPlaceholders(fillTemplate(content, values)).map(one => Number(one.replace(/[{}\s]/gu, '')))
  return open.filter(number => number > 3)
}

interface ApprovedTextProps {
  readonly approved: Approved
  onChange(approved: Approved | null): void
}

/** The words stand as they were approved; only what they leave open is filled in. */
export function ApprovedText({ approved, onChange }: ApprovedTextProps) {
  const { t } = useTranslation('outbox')
  return (
    <Stack gap="sm">
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} aria-label={t('write.body')}>
        {textOf(approved)}
      </Text>
      {customNumbers(approved).map(number => (
        <TextInput
          key={number}
          label={t('write.field', { number })}
          maxLength={200}
          value={approved.custom[number - 4] ?? ''}
          onChange={event => {
            const custom = Array.from({ length: Math.max(approved.custom.length, number - 3) }, (_, index) =>
              index === number - 4 ? event.currentTarget.value : (approved.custom[index] ?? ''),
            )
            onChange({ ...approved, custom })
          }}
        />
      ))}
      <Group>
        <Button size="xs" variant="subtle" onClick={() => onChange(null)}>
          {t('write.ownText')}
        </Button>
      </Group>
    </Stack>
  )
}
