import { Group, Kbd, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type ShortcutLine, useAllShortcutLines } from '../../ui/shortcuts.ts'
import { keyNames } from './key-names.ts'
import { shortcutsSheet, useIsShortcutsSheetOpen } from './shortcuts-sheet-store.ts'

/** The "?" sheet: every key that works where the person is now. */
export function ShortcutsSheet() {
  const { t } = useTranslation('frame')
  const isOpen = useIsShortcutsSheetOpen()
  const groups = groupLines(useAllShortcutLines())
  return (
    <Modal
      opened={isOpen}
      onClose={shortcutsSheet.close}
      title={t('shortcuts')}
      size={groups.size > 1 ? 'xl' : 'md'}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <SimpleGrid cols={{ base: 1, sm: Math.min(2, groups.size) }} spacing="xl">
        {[...groups].map(([group, lines]) => (
          <Stack key={group} gap={6}>
            <Title order={3}>{group}</Title>
            {lines.map(line => (
              <Group key={line.keys} justify="space-between" wrap="nowrap">
                <Text size="sm">{line.label}</Text>
                <Group gap={4} wrap="nowrap">
                  {keyNames(line.keys).map(key => (
                    <Kbd key={key} size="xs">
                      {key}
                    </Kbd>
                  ))}
                </Group>
              </Group>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Modal>
  )
}

function groupLines(lines: readonly ShortcutLine[]): Map<string, ShortcutLine[]> {
  return Map.groupBy(lines, line => line.group)
}
