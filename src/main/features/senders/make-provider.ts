import type { BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import { createNetgsmProvider } from './netgsm.ts'
import type { ProviderFactory } from './service.ts'
import { createSesProvider } from './ses.ts'
import { createSmtpProvider } from './smtp.ts'
import { createTwilioProvider } from './twilio.ts'

/** Replacements of the providers' addresses, for simulators on this machine. */
export interface SenderEndpoints {
  readonly twilio?: string | undefined
  readonly netgsm?: string | undefined
  readonly ses?: string | undefined
}

export function createProviderFactory({
  endpoints,
  ...world
}: {
  clock: Clock
  blobs: Pick<BlobStore, 'read' | 'size'>
  endpoints: SenderEndpoints
}): ProviderFactory {
  return ({ settings, secret, price }) => {
    const password = secret ?? ''
    switch (settings.kind) {
      case 'smtp':
        return createSmtpProvider({ ...world, settings, password: secret })
      case 'ses':
        return createSesProvider({ ...world, settings, secretAccessKey: password, baseUrl: endpoints.ses })
      case 'twilio':
        return createTwilioProvider({ ...world, settings, authToken: password, price, baseUrl: endpoints.twilio })
      default:
        return createNetgsmProvider({ ...world, settings, password, price, baseUrl: endpoints.netgsm })
    }
  }
}
