import { Alert, Group, Radio, Select, Stack, Table, Text, Title } from '@mantine/core'
import type { RecognisedTable } from '#shared/contract/imports.ts'
import { DateOrder, ImportField, SINGLE_FIELDS } from '#shared/domain/import.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './imports.module.css'

interface ImportColumnsProps {
  readonly seen: RecognisedTable
  readonly fields: readonly ImportField[]
  readonly dateOrder: DateOrder | null
  readonly onFields: (fields: ImportField[]) => void
  readonly onDateOrder: (order: DateOrder) => void
}

const GROUPS = {
  person: ['name', 'firstName', 'lastName', 'phone', 'email', 'country', 'city', 'language'],
  office: ['source', 'stage', 'owner', 'tags', 'note', 'createdAt', 'answer'],
  consent: ['consentWhatsapp', 'consentEmail', 'consentSms', 'consentPhone'],
  meta: [
    'metaLeadId',
    'campaignName',
    'campaignId',
    'adSetName',
    'adSetId',
    'adName',
    'adId',
    'formName',
    'formId',
    'isOrganic',
    'platform',
  ],
} as const satisfies Record<string, readonly ImportField[]>

const PREVIEWED = 5

/** What each column says, with a few of its cells beside it. Of two that say the same single thing, the one chosen last does. */
export function ImportColumns({ seen, fields, dateOrder, onFields, onDateOrder }: ImportColumnsProps) {
  const { t } = useTranslation('imports')
  const options = [
    { value: 'ignore', label: t('fields.ignore') },
    ...Object.entries(GROUPS).map(([group, items]) => ({
      group: t(`fieldGroups.${group as keyof typeof GROUPS}`),
      items: items.map(value => ({ value, label: t(`fields.${value}`) })),
    })),
  ]
  const nameOf = (header: string, index: number) => (header === '' ? t('columnNumber', { number: index + 1 }) : header)

  function handleChange(column: number, value: string | null) {
    const field = ImportField.parse(value ?? 'ignore')
    onFields(
      fields.map((current, index) => {
        if (index === column) return field
        return current === field && SINGLE_FIELDS.has(field) ? 'answer' : current
      }),
    )
  }

  return (
    <>
      {seen.isDateOrderOpen && fields.includes('createdAt') && (
        <Alert color="yellow" variant="light" title={t('dateOrderTitle')} maw={720}>
          <Radio.Group
            value={dateOrder}
            onChange={value => onDateOrder(DateOrder.parse(value))}
            aria-label={t('dateOrderTitle')}
          >
            <Group gap="xl" mt={4}>
              {DateOrder.options.map(order => (
                <Radio key={order} value={order} label={t(`dateOrders.${order}`)} />
              ))}
            </Group>
          </Radio.Group>
        </Alert>
      )}
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('column')}</Table.Th>
              <Table.Th>{t('samples')}</Table.Th>
              <Table.Th w={260}>{t('becomes')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {seen.columns.map(({ header, samples }, index) => (
              <Table.Tr key={`${index} ${header}`}>
                <Table.Td className={classes.header} title={header}>
                  {nameOf(header, index)}
                </Table.Td>
                <Table.Td className={classes.samples}>
                  <Text size="sm" c="dimmed" truncate title={samples.join(' · ')}>
                    {samples.length === 0 ? t('emptyColumn') : samples.join(' · ')}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Select
                    size="xs"
                    aria-label={t('fieldOf', { column: nameOf(header, index) })}
                    data={options}
                    value={fields[index] ?? 'ignore'}
                    searchable
                    allowDeselect={false}
                    maxDropdownHeight={320}
                    nothingFoundMessage={t('nothingFound')}
                    onChange={value => handleChange(index, value)}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t('preview')}
        </Title>
        <Table.ScrollContainer minWidth={640}>
          <Table className={classes.preview} withColumnBorders fz="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={48}>{t('row')}</Table.Th>
                {seen.columns.map(({ header }, index) => (
                  <Table.Th key={`${index} ${header}`}>{nameOf(header, index)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {seen.rows.slice(0, PREVIEWED).map(({ number, cells }) => (
                <Table.Tr key={number}>
                  <Table.Td className="tabular">{number}</Table.Td>
                  {seen.columns.map(({ header }, index) => (
                    <Table.Td key={`${index} ${header}`}>{cells[index]}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Stack>
    </>
  )
}
