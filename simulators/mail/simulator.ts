import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly from: string
  readonly to: string[]
  readonly mail: Email
}

/** What a mail server may say at each step: a code and its words. */
export interface Refusals {
  from?: string
  to?: string
  data?: string
}

const USER = 'ofis@umutdis.example'
const PASSWORD = 'posta-parolasi'

/** A real mail server on 127.0.0.1. */
export async function startMailServer({ isSecure = false, port = 0 }: { isSecure?: boolean; port?: number } = {}) {
  const mails: ReceivedMail[] = []
  const refusals: Refusals = {}
  const world = { dropsAfterData: false }
  async function keep(bytes: Buffer, envelope: { from: string; to: string[] }, done: () => void): Promise<void> {
    mails.push({ ...envelope, mail: await PostalMime.parse(bytes) })
    if (world.dropsAfterData) for (const connection of server.connections) connection._socket.destroy()
    else done()
  }

  const server = new SMTPServer({
    secure: isSecure,
    disabledCommands: isSecure ? [] : ['STARTTLS'],
    authOptional: false,
    disableReverseLookup: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === USER && password === PASSWORD) done(null, { user: username })
      else done(toError('535 5.7.8 Authentication credentials invalid'))
    },
    onMailFrom: (_address, _session, done) => done(refusals.from ? toError(refusals.from) : null),
    onRcptTo: (_address, _session, done) => done(refusals.to ? toError(refusals.to) : null),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (refusals.data) return done(toError(refusals.data))
        const to = envelope.rcptTo.map(({ address }) => address)
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        void keep(Buffer.concat(chunks), { from, to }, done)
      })
    },
  }) as SMTPServer & { connections: Set<{ _socket: { destroy(): void } }> }
  // A client that breaks off is no news.
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', () => resolve()))
  return {
    ...{ mails, refusals, world, user: USER, password: PASSWORD, host: '127.0.0.1' },
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

function toError(reply: string): Error {
  const [code = '550', ...words] = reply.split(' ')
  return Object.assign(new Error(words.join(' ')), { responseCode: Number(code) })
}
