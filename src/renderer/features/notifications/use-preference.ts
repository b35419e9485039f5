import type { Preferences } from '#shared/contract/preferences.ts'
import { api, rpc } from '../../rpc/api.ts'
import { useSavedField } from '../../ui/use-saved-field.ts'

const preferences = {
  queryKey: api.preferences.get.queryKey(),
  read: () => rpc.preferences.get(),
  write: (change: Partial<Preferences>) => rpc.preferences.update(change),
}

/** One preference of the person at this window. */
export function usePreference<Field extends keyof Preferences>(field: Field) {
  return useSavedField(preferences, field)
}
