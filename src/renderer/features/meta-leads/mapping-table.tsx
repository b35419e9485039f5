import { Select, Table, Text } from '@mantine/core'
import type { FormMappingView } from '#shared/contract/meta-leads.ts'
import { AnswerTarget, type FormMapping } from '#shared/domain/lead-form.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

interface MappingTableProps {
  readonly questions: FormMappingView['questions']
  readonly mapping: FormMapping
  readonly onChange: (key: string, target: AnswerTarget) => void
}

export function MappingTable({ questions, mapping, onChange }: MappingTableProps) {
  const { t } = useTranslation('metaLeads')
  const word = (target: AnswerTarget) => t(`targets.${target}`)
  return (
    <Table verticalSpacing={6} aria-label={t('mapping')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('question')}</Table.Th>
          <Table.Th w={280}>{t('target')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {questions.map(({ key, label, suggested }) => (
          <Table.Tr key={key}>
            <Table.Td maw={0}>
              <Text size="sm" lineClamp={2}>
                {label}
              </Text>
              {label !== key && (
                <Text size="xs" c="dimmed" truncate>
                  {key}
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              <Select
                size="xs"
                aria-label={label}
                allowDeselect={false}
                data={AnswerTarget.options.map(target => ({
                  value: target,
                  label: target === suggested ? `${word(target)} (${t('suggested')})` : word(target),
                }))}
                value={mapping[key] ?? suggested}
                onChange={target => target !== null && onChange(key, AnswerTarget.parse(target))}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
