import type { MetaConnectionId } from '#shared/domain/ids.ts'

/** Under which names a connection's secrets lie. */
export const pageTokenName = (id: MetaConnectionId) => `meta.page-token.${id}`
export const appSecretName = (id: MetaConnectionId) => `meta.app-secret.${id}`
