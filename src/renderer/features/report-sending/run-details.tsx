import { Badge, Button, Drawer, Group, Modal, Stack, Table, Text } from '@mantine/core'
import { IconFileTypePdf, IconMail, IconMessage } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReportDocumentId, ReportRunId } from '#shared/domain/ids.ts'
import { deliveryDecisions } from '#shared/domain/report-sending.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api, rpc } from '../../rpc/api.ts'
import { saveAddress } from '../../rpc/save-address.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { showProblemToast } from '../../ui/toast.tsx'
import reportClasses from '../reports/reports.module.css'
import { STATE_COLORS } from './state-colors.ts'

/** One report: what was sent, to whom, and what became of each. */
export function RunDetails({ id, onClose }: { readonly id: ReportRunId; onClose(): void }) {
  const { t } = useTranslation('reportSending')
  const format = useFormat()
  const word = useWordProblem()
  const { data: run, error } = useQuery(api.reportRuns.get.queryOptions({ input: { id } }))
  const [shown, setShown] = useState<{ id: ReportDocumentId; as: 'html' | 'text' } | null>(null)
  const onError = (problem: unknown) => showProblemToast(word(problem))
  const resend = useMutation(api.reportRuns.resend.mutationOptions({ onError }))
  const resendFailed = useMutation(api.reportRuns.resendFailed.mutationOptions({ onError }))
  const markSent = useMutation(api.reportRuns.markSent.mutationOptions({ onError }))
  const openPdf = useMutation({
    mutationFn: (documentId: ReportDocumentId) => rpc.reportRuns.openPdf({ id: documentId }),
    onSuccess: ({ url }) => saveAddress(url),
    onError,
  })
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title={run?.documents[0]?.title ?? t('history')}>
      {error !== null && <ProblemNotice error={error} />}
      {run !== undefined && (
        <Stack gap="lg">
          {run.documents.length > 0 && (
            <Stack gap="xs" role="group" aria-label={t('documents')}>
              <Text size="sm" fw={600}>
                {t('documents')}
              </Text>
              {run.documents.map(document => (
                <Group key={document.id} justify="space-between">
                  <Text size="sm">
                    {t(`roleShort.${document.audience}`)} · {t(`languages.${document.locale}`)}
                  </Text>
                  <Group gap={6}>
                    <Button
                      variant="default"
                      size="xs"
                      leftSection={<IconMessage size={14} aria-hidden />}
                      onClick={() => setShown({ id: document.id, as: 'text' })}
                    >
                      {t('openMessage')}
                    </Button>
                    <Button
                      variant="default"
                      size="xs"
                      leftSection={<IconMail size={14} aria-hidden />}
                      onClick={() => setShown({ id: document.id, as: 'html' })}
                    >
                      {t('openMail')}
                    </Button>
                    <Button
                      variant="default"
                      size="xs"
                      leftSection={<IconFileTypePdf size={14} aria-hidden />}
                      onClick={() => openPdf.mutate(document.id)}
                    >
                      {t('openPdf')}
                    </Button>
                  </Group>
                </Group>
              ))}
            </Stack>
          )}
          <Stack gap="xs">
            <Group justify="space-between">
              <Text size="sm" fw={600}>
                {t('recipients')}
              </Text>
              {(run.state === 'failed' || run.counts.failed > 0) && (
                <Button size="xs" loading={resendFailed.isPending} onClick={() => resendFailed.mutate({ id })}>
                  {t('resendFailed')}
                </Button>
              )}
            </Group>
            <Table verticalSpacing="xs">
              <Table.Tbody>
                {run.deliveries.map(one => {
                  const may = deliveryDecisions(one.state)
                  return (
                    <Table.Tr key={one.id}>
                      <Table.Td>
                        <Text size="sm">{one.name}</Text>
                        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                          {t(`channels.${one.channel}`)} · {one.address}
                        </Text>
                        {one.reason !== null && (
                          <Text size="xs" c={STATE_COLORS[one.state]} mt={2}>
                            {t(`reasons.${one.reason}`)}
                            {one.detail !== null && ` (${one.detail})`}
                          </Text>
                        )}
                      </Table.Td>
                      <Table.Td className="tabular">{format.dateTime(one.at)}</Table.Td>
                      <Table.Td>
                        <Group gap={6} justify="flex-end">
                          <Badge variant="light" color={STATE_COLORS[one.state]} tt="none">
                            {t(`states.${one.state}`)}
                          </Badge>
                          {may.canMarkSent && (
                            <Button
                              size="compact-xs"
                              variant="default"
                              aria-label={t('markSentTo', { name: one.name })}
                              onClick={() => markSent.mutate({ id: one.id })}
                            >
                              {t('markSent')}
                            </Button>
                          )}
                          {may.canResend && (
                            <Button
                              size="compact-xs"
                              variant="light"
                              aria-label={t('resendTo', { name: one.name })}
                              onClick={() => resend.mutate({ id: one.id })}
                            >
                              {t('resend')}
                            </Button>
                          )}
                        </Group>
                      </Table.Td>
                    </Table.Tr>
                  )
                })}
              </Table.Tbody>
            </Table>
          </Stack>
        </Stack>
      )}
      {shown !== null && <ShownDocument {...shown} onClose={() => setShown(null)} />}
    </Drawer>
  )
}

interface ShownDocumentProps {
  readonly id: ReportDocumentId
  readonly as: 'html' | 'text'
  onClose(): void
}

function ShownDocument({ id, as, onClose }: ShownDocumentProps) {
  const { data, error } = useQuery(api.reportRuns.document.queryOptions({ input: { id } }))
  return (
    <Modal opened onClose={onClose} size={as === 'html' ? 'xl' : 'lg'} title={data?.title ?? ''}>
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && as === 'text' && <div className={reportClasses.bubble}>{data.text}</div>}
      {data !== undefined && as === 'html' && (
        // Without any right: no script, no form, no way out.
        <iframe
          sandbox=""
          title={data.title}
          srcDoc={data.html}
          className={reportClasses.sheet}
          style={{ height: '70vh' }}
        />
      )}
    </Modal>
  )
}
