import { Alert, Group, Loader, Select, Switch, Text } from '@mantine/core'
import { IconBrandMeta, IconHistory } from '@tabler/icons-react'
import type { RecognisedTable } from '#shared/contract/imports.ts'
import { Separator, type TableReading, TextEncoding } from '#shared/domain/table-file.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

interface ImportReadingProps {
  readonly seen: RecognisedTable
  readonly isBusy: boolean
  readonly onChange: (change: Partial<TableReading>) => void
}

const separatorKeys = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' } as const

/** What the file was recognised as, to be corrected where that was wrong. */
export function ImportReading({ seen, isBusy, onChange }: ImportReadingProps) {
  const { t } = useTranslation('imports')
  const { kind, reading, sheets, isMeta, isRemembered } = seen
  return (
    <>
      {isMeta && (
        <Alert variant="light" icon={<IconBrandMeta size={18} />} maw={720}>
          {t('isMeta')}
        </Alert>
      )}
      {isRemembered && (
        <Alert variant="light" icon={<IconHistory size={18} />} maw={720}>
          {t('isRemembered')}
        </Alert>
      )}
      <Group align="flex-end" gap="md">
        <Text size="sm" fw={500} pb={6}>
          {t(`kinds.${kind}`)}
        </Text>
        {kind !== 'xlsx' && (
          <Select
            label={t('encoding')}
            data={TextEncoding.options.map(value => ({ value, label: t(`encodings.${value}`) }))}
            value={reading.encoding}
            allowDeselect={false}
            onChange={value => value && onChange({ encoding: TextEncoding.parse(value) })}
          />
        )}
        {kind === 'csv' && (
          <Select
            label={t('separator')}
            data={Separator.options.map(value => ({ value, label: t(`separators.${separatorKeys[value]}`) }))}
            value={reading.separator}
            allowDeselect={false}
            onChange={value => value && onChange({ separator: Separator.parse(value) })}
          />
        )}
        {kind === 'xlsx' && sheets.length > 1 && (
          <Select
            label={t('sheet')}
            data={sheets}
            value={reading.sheet}
            allowDeselect={false}
            onChange={sheet => onChange({ sheet })}
          />
        )}
        {kind !== 'vcard' && (
          <Switch
            label={t('hasHeader')}
            pb={6}
            checked={reading.hasHeader}
            onChange={event => onChange({ hasHeader: event.currentTarget.checked })}
          />
        )}
        {isBusy && <Loader size="xs" mb={10} />}
      </Group>
    </>
  )
}
