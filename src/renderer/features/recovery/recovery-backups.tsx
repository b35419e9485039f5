import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Backup } from '#shared/domain/backup.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { recoveryApi } from '../../rpc/api.ts'
import { wordHoldings, wordNewest } from '../backups/word-holdings.ts'

interface RecoveryBackupsProps {
  /** The newest first. */
  readonly backups: readonly Backup[]
  readonly isDisabled: boolean
}

/** The newest good backup with what it holds, others to choose instead, and a question before anything happens. */
export function RecoveryBackups({ backups, isDisabled }: RecoveryBackupsProps) {
  const { t } = useTranslation('recovery')
  const { t: tBackups } = useTranslation('backups')
  const format = useFormat()
  const good = backups.filter(({ state }) => state === 'good')
  const [wanted, setWanted] = useState<string | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const restore = useMutation(
    recoveryApi.recovery.restore.mutationOptions({
      onSuccess: () => setIsAsking(false),
      onError: () => setIsAsking(false),
    }),
  )
  const chosen = good.find(({ name }) => name === wanted) ?? good[0]
  if (!chosen) return <Text size="sm">{t('noBackups')}</Text>
  return (
    <Stack gap="xs">
      <Text fw={500}>{t('newest')}</Text>
      <Text size="sm">
        {format.dateTime(chosen.madeAt)} · {tBackups(`reason.${chosen.reason}`)} · {format.bytes(chosen.bytes)}
      </Text>
      {chosen.holds && (
        <Text size="sm">
          {wordHoldings(chosen.holds, tBackups, format)} · {wordNewest(chosen.holds, tBackups, format)}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t('newestHint')}
      </Text>
      {good.length > 1 && (
        <Select
          label={t('others')}
          data={good.map(({ name, madeAt, reason }) => ({
            value: name,
            label: `${format.dateTime(madeAt)} · ${tBackups(`reason.${reason}`)}`,
          }))}
          value={chosen.name}
          onChange={setWanted}
          allowDeselect={false}
          disabled={isDisabled}
        />
      )}
      <Group>
        <Button disabled={isDisabled} onClick={() => setIsAsking(true)}>
          {t('restoreThis')}
        </Button>
      </Group>
      <Modal
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('confirmRestore', { when: format.dateTime(chosen.madeAt) })}
        closeButtonProps={{ 'aria-label': t('frame:close') }}
      >
        <Stack gap="md">
          <Text size="sm">{t('confirmBody')}</Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => setIsAsking(false)}>
              {t('cancel')}
            </Button>
            <Button
              loading={restore.isPending}
              onClick={() => restore.mutate({ place: chosen.place, name: chosen.name })}
            >
              {t('confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  )
}
