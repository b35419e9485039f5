import type { OfficeSettings } from '#shared/contract/settings.ts'
import { api, rpc } from '../../rpc/api.ts'
import { useSavedField } from '../../ui/use-saved-field.ts'

const settings = {
  queryKey: api.settings.get.queryKey(),
  read: () => rpc.settings.get(),
  write: (change: Partial<OfficeSettings>) => rpc.settings.update(change),
}

/** One field of the office's settings. */
export function useOfficeSetting<Field extends keyof OfficeSettings>(field: Field) {
  return useSavedField(settings, field)
}
