import { Group, Text } from '@mantine/core'
import type { ImportCounts } from '#shared/contract/imports.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

const SHOWN = ['created', 'joined', 'skipped', 'failed', 'flawed'] as const

/** How many rows become, or became, what. */
export function ImportCountsLine({ counts }: { readonly counts: ImportCounts }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  return (
    <Group gap="xl" component="dl" m={0}>
      {SHOWN.map(outcome => (
        <div key={outcome}>
          <Text component="dt" size="xs" c="dimmed">
            {t(`counts.${outcome}`)}
          </Text>
          <Text
            component="dd"
            m={0}
            fz={22}
            fw={600}
            className="tabular"
            c={outcome === 'failed' && counts.failed > 0 ? 'red' : undefined}
          >
            {format.number(counts[outcome])}
          </Text>
        </div>
      ))}
    </Group>
  )
}
