import { Button, FileButton, Group, Image, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api, rpc } from '../../rpc/api.ts'
import { showProblemToast } from '../../ui/toast.tsx'

const LARGEST = 250_000

/** The picture at the head of every report. */
export function LogoField() {
  const { t } = useTranslation('reports')
  const word = useWordProblem()
  const queries = useQueryClient()
  const { data } = useQuery(api.reports.logo.queryOptions())
  const saving = useMutation({
    mutationFn: (logo: string | null) => rpc.reports.setLogo({ logo }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.reports.key() }),
    onError: error => showProblemToast(word(error)),
  })

  async function take(file: File | null): Promise<void> {
    if (file === null) return
    if (file.size > LARGEST) return showProblemToast(t('logoTooLarge'))
    saving.mutate(await readDataUrl(file))
  }

  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {t('logo')}
      </Text>
      {data?.logo != null && <Image src={data.logo} alt={t('logo')} h={48} w="auto" fit="contain" bg="white" p={4} />}
      <Group gap="xs">
        <FileButton accept="image/png,image/jpeg" onChange={file => void take(file)}>
          {props => (
            <Button {...props} variant="default" size="xs" loading={saving.isPending}>
              {t('chooseLogo')}
            </Button>
          )}
        </FileButton>
        {data?.logo != null && (
          <Button variant="subtle" color="gray" size="xs" onClick={() => saving.mutate(null)}>
            {t('removeLogo')}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {t('logoHint')}
      </Text>
    </Stack>
  )
}

function readDataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '')
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'))
    reader.readAsDataURL(file)
  })
}
