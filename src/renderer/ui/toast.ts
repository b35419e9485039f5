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
