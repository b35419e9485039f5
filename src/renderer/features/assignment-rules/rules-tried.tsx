import { Anchor, Button, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AssignmentRule } from '#shared/contract/assignment-rules.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { RuleNames } from './rule-words.ts'

const MINUTE = 60_000

interface RulesTriedProps {
  readonly rules: readonly AssignmentRule[]
  readonly names: RuleNames
}

/** What the rules as they stand would have done with the last leads. */
export function RulesTried({ rules, names }: RulesTriedProps) {
  const { t } = useTranslation('assignmentRules')
  const format = useFormat()
  const now = useNow(MINUTE)
  const [isOpen, setIsOpen] = useState(false)
  const tries = useQuery(api.assignmentRules.tryOut.queryOptions({ enabled: isOpen, staleTime: 0 }))
  return (
    <Stack gap="xs">
      <Title order={3}>{t('tryTitle')}</Title>
      <Text size="sm" c="dimmed">
        {t('tryHint')}
      </Text>
      <div>
        <Button variant="default" size="compact-sm" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t('tryClose') : t('tryOpen')}
        </Button>
      </div>
      {isOpen && tries.isError && <ProblemNotice error={tries.error} onRetry={() => void tries.refetch()} />}
      {isOpen && tries.isPending && <Skeleton height={160} />}
      {isOpen && tries.data?.length === 0 && <Text size="sm">{t('tryNone')}</Text>}
      {isOpen && tries.data !== undefined && tries.data.length > 0 && (
        <Table.ScrollContainer minWidth={560} mah={360}>
          <Table stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('lead')}</Table.Th>
                <Table.Th>{t('sources')}</Table.Th>
                <Table.Th>{t('countries')}</Table.Th>
                <Table.Th>{t('came')}</Table.Th>
                <Table.Th>{t('rule')}</Table.Th>
                <Table.Th>{t('to')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {tries.data.map(one => (
                <Table.Tr key={one.leadId}>
                  <Table.Td maw={180}>
                    <Anchor
                      size="sm"
                      truncate
                      display="block"
                      renderRoot={props => <Link {...props} to="/leads/$leadId" params={{ leadId: one.leadId }} />}
                    >
                      {one.name}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{t(`leads:sources.${one.source}`)}</Table.Td>
                  <Table.Td>{one.countryCode === null ? '—' : names.country(one.countryCode)}</Table.Td>
                  <Table.Td className="tabular">{format.short(one.createdAt, now)}</Table.Td>
                  <Table.Td c={one.ruleId === null ? 'dimmed' : undefined}>
                    {rules.find(({ id }) => id === one.ruleId)?.name ?? t('noRule')}
                  </Table.Td>
                  <Table.Td>{one.staffId === null ? t('pool') : names.staff(one.staffId)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  )
}
