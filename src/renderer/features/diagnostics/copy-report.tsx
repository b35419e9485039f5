import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCopy } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'

/** The core writes the report, so that no name or number is ever in it. */
export function CopyReport() {
  const { t } = useTranslation('diagnostics')
  const clipboard = useClipboard()
  const report = useMutation({ mutationFn: () => rpc.diagnostics.report(), onSuccess: text => clipboard.copy(text) })
  return (
    <Button
      variant="default"
      leftSection={<IconCopy size={16} />}
      loading={report.isPending}
      onClick={() => report.mutate()}
    >
      {clipboard.copied ? t('copied') : t('copyReport')}
    </Button>
  )
}
