import { Alert, Badge, Group, Radio, Stack, Text } from '@mantine/core'
import type { FoundAtMeta } from '#shared/contract/meta.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

interface PageChoiceProps {
  readonly found: FoundAtMeta
  /** Its own page may be chosen again. */
  readonly ownPageId: string | null
  readonly chosen: string | null
  onChange(pageId: string): void
}

/** What the token opens, and what it lacks: said before anything is kept. */
export function PageChoice({ found, ownPageId, chosen, onChange }: PageChoiceProps) {
  const { t } = useTranslation('meta')
  const { ownerName, tokenKind, isShortLived, missingPermissions: missing, pages } = found
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('foundOwner', { name: ownerName, kind: t(`tokenKind.${tokenKind}`) })}
      </Text>
      {isShortLived && (
        <Alert color="yellow" variant="light" p="sm">
          {t('shortLived')}
        </Alert>
      )}
      {missing.length > 0 && (
        <Alert color="yellow" variant="light" p="sm">
          {t('missing', { count: missing.length, names: missing.join(', ') })}
        </Alert>
      )}
      {pages.length === 0 ? (
        <Alert color="red" variant="light" role="alert">
          {t('noPages')}
        </Alert>
      ) : (
        <Radio.Group label={t('choosePage')} value={chosen} onChange={onChange}>
          <Stack gap={8} mt="xs">
            {pages.map(({ id, name, canReadLeads, takenBy }) => {
              const isTaken = takenBy !== null && id !== ownPageId
              return (
                <Group key={id} gap="sm" wrap="nowrap">
                  <Radio value={id} label={name} description={id} disabled={isTaken} flex={1} miw={0} />
                  {isTaken && (
                    <Badge variant="light" color="gray" tt="none">
                      {t('pageTaken', { brand: takenBy })}
                    </Badge>
                  )}
                  {!isTaken && canReadLeads === false && (
                    <Badge variant="light" color="yellow" tt="none">
                      {t('noLeadAccess')}
                    </Badge>
                  )}
                </Group>
              )
            })}
          </Stack>
        </Radio.Group>
      )}
    </Stack>
  )
}
