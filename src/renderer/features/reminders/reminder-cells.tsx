import { Anchor, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Reminder } from '#shared/contract/reminders.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { wordRule } from './reminder-words.ts'

/** To whom a reminder goes, about what, and by which rule: the first three cells of its row. */
export function ReminderCells({ reminder }: { readonly reminder: Reminder }) {
  const { t } = useTranslation('reminders')
  const format = useFormat()
  const { leadId, leadName, startsAt, typeName } = reminder
  return (
    <>
      <Table.Td>
        <Anchor
          size="sm"
          fw={500}
          renderRoot={props => <Link to="/leads/$leadId/page" params={{ leadId }} {...props} />}
        >
          {leadName}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <Text size="sm" className="tabular">
          {format.dateTime(startsAt)}
        </Text>
        {typeName !== null && (
          <Text size="xs" c="dimmed">
            {typeName}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{wordRule(t, reminder)}</Text>
      </Table.Td>
    </>
  )
}
