import { Badge, Code, Table, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { LogLevel, LogLine } from '#shared/contract/logs.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './log-lines.module.css'
import { summarizeFields } from './log-text.ts'

const colors: Record<LogLevel, string> = { debug: 'gray', info: 'teal', warn: 'yellow', error: 'red' }

/** The newest first; a line opens to all it tells. */
export function LogLines({ lines }: { readonly lines: readonly LogLine[] }) {
  const { t } = useTranslation('logs')
  return (
    <Table.ScrollContainer minWidth={680} mah={560}>
      <Table stickyHeader verticalSpacing={5} fz="xs" className={classes.lines} aria-label={t('title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={165}>{t('when')}</Table.Th>
            <Table.Th w={80}>{t('level')}</Table.Th>
            <Table.Th w={110}>{t('area')}</Table.Th>
            <Table.Th>{t('message')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(line => (
            <LogRow key={line.id} line={line} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function LogRow({ line }: { readonly line: LogLine }) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const summary = summarizeFields(line.fields)
  return (
    <Table.Tr>
      <Table.Td className={`tabular ${classes.when}`}>{format.dateTimeSeconds(line.at)}</Table.Td>
      <Table.Td>
        <Badge size="xs" variant="light" tt="none" fw={500} color={colors[line.level]}>
          {t(`levels.${line.level}`)}
        </Badge>
      </Table.Td>
      <Table.Td>{line.area}</Table.Td>
      <Table.Td lang="en">
        {summary === '' ? (
          line.message
        ) : (
          <UnstyledButton
            fz="inherit"
            className={classes.open}
            aria-expanded={isOpen}
            aria-label={t('details', { message: line.message })}
            onClick={() => setOpen(!isOpen)}
          >
            <span>{line.message}</span>
            {!isOpen && <span className={classes.summary}>{summary}</span>}
          </UnstyledButton>
        )}
        {isOpen && (
          <Code block fz="inherit" className={classes.fields}>
            {JSON.stringify(line.fields, null, 2)}
          </Code>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
