import type { Rpc } from './desk.ts'

export const ADMIN = { name: 'Deniz', email: 'deniz@example.com', password: 'a long enough password' }

/** The first run; answers with the session of its admin. */
export async function foundOffice(rpc: Rpc): Promise<string> {
  const { token } = await rpc.setup.createOffice({
    locale: 'tr',
    officeName: 'Dayanıklılık',
    timeZone: 'Europe/Istanbul',
    defaultCountry: 'TR',
    admin: ADMIN,
  })
  return token
}
