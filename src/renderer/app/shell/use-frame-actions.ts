import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Locale } from '#shared/domain/locale.ts'
import { showLocale } from '../../i18n/i18n.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { api, connection } from '../../rpc/api.ts'
import { leaveSession, lockSession } from '../../rpc/session.ts'
import { shortcutsSheet } from './shortcuts-sheet-store.ts'

/** What the person menu, the palette and the keys all do. */
export function useFrameActions() {
  const queries = useQueryClient()
  const shown = useLocale()
  const { mutate: lock } = useMutation({ mutationFn: lockSession })
  const { mutate: signOut } = useMutation({ mutationFn: () => leaveSession(queries) })
  const { mutate: keepLocale } = useMutation(
    api.session.changeOwnLocale.mutationOptions({
      onSuccess: () => connection.greet(),
      onError: () => showLocale(shown),
    }),
  )
  return useMemo(
    () => ({
      lock: () => lock(),
      signOut: () => signOut(),
      changeLocale(locale: Locale) {
        showLocale(locale)
        keepLocale({ locale })
      },
      showShortcuts: shortcutsSheet.open,
    }),
    [lock, signOut, keepLocale],
  )
}
