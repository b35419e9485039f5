import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { rpc } from '../../rpc/api.ts'
import { saveAddress } from '../../rpc/save-address.ts'
import { Page } from '../../ui/page.tsx'
import { showProblemToast } from '../../ui/toast.tsx'
import { Builder } from './builder.tsx'
import { Preview } from './preview.tsx'
import classes from './reports.module.css'
import { useRequest } from './use-request.ts'

/** What the office's numbers say, put together for whoever is to read it. */
export function ReportsPage() {
  const { t } = useTranslation('reports')
  const word = useWordProblem()
  const asked = useRequest()
  const { request } = asked
  const exporting = useMutation({
    mutationFn: async () => (request === null ? null : await rpc.reports.exportPdf(request)),
    onSuccess: address => address !== null && saveAddress(address.url),
    onError: error => showProblemToast(word(error)),
  })
  return (
    <Page
      title={t('title')}
      actions={
        <Button
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={request === null}
          loading={exporting.isPending}
          onClick={() => exporting.mutate()}
        >
          {t('savePdf')}
        </Button>
      }
    >
      <div className={classes.page}>
        <Builder {...asked} />
        <Preview request={request} />
      </div>
    </Page>
  )
}
