import { Table, Text } from '@mantine/core'
import type { AuditEntry } from '#shared/contract/diagnostics.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type AuditChange, auditChanges } from './audit-changes.ts'

interface AuditRowProps {
  readonly entry: AuditEntry
  readonly who: string
}

export function AuditRow({ entry, who }: AuditRowProps) {
  const { t, i18n } = useTranslation('audit')
  const format = useFormat()
  // An action of a newer core has no words here yet; its own name is better than nothing.
  const key = `audit:action.${entry.action}`
  const say = t as unknown as (key: string) => string
  const changes = auditChanges(entry.before, entry.after)
  return (
    <Table.Tr>
      <Table.Td className="tabular" valign="top">
        {format.dateTime(entry.at)}
      </Table.Td>
      <Table.Td valign="top">{who}</Table.Td>
      <Table.Td valign="top">
        {i18n.exists(key) ? say(key) : entry.action}
        {changes.length > 0 && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {changes.map(wordChange).join(' · ')}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function wordChange({ field, before, after }: AuditChange): string {
  return before === null ? `${field}: ${after}` : `${field}: ${before} → ${after}`
}
