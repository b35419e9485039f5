import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { i18n } from '../i18n/i18n.ts'

const PROBLEM_MS = 8_000

/** Problems are told as toasts only where no place on the page can hold them; successes never are. */
export function showProblemToast(sentence: string): void {
  // The sentence is the id: the same trouble told by ten parallel calls is one toast.
  notifications.show({
    id: sentence,
    message: sentence,
    color: 'red',
    autoClose: PROBLEM_MS,
    withBorder: true,
    role: 'alert',
    closeButtonProps: { 'aria-label': i18n.t('frame:close') },
  })
}

const UNDO_MS = 10_000

/** What has just been done, and the way back. `id` says what it is about: a second toast of the same takes the first one's place. */
export function showUndoToast(id: string, sentence: string, onUndo: () => void): void {
  notifications.hide(id)
  notifications.show({
    id,
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm" c="var(--mantine-color-text)" lineClamp={2}>
          {sentence}
        </Text>
        <Button
          variant="light"
          size="compact-sm"
          style={{ flex: 'none' }}
          onClick={() => {
            notifications.hide(id)
            onUndo()
          }}
        >
          {i18n.t('frame:undo')}
        </Button>
      </Group>
    ),
    autoClose: UNDO_MS,
    withBorder: true,
    role: 'status',
    closeButtonProps: { 'aria-label': i18n.t('frame:close') },
  })
}
