import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { eq } from 'drizzle-orm'
import {
  type ChannelAccountId,
  type ConversationId,
  type FileId,
  type LeadId,
  type MessageId,
  newId,
  type StaffId,
} from '#shared/domain/ids.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import { createJobQueue } from '../../../jobs/job-queue.ts'
import { createJobRunner } from '../../../jobs/job-runner.ts'
import type { BlobStore } from '../../../ports/blob-store.ts'
import { createFileBlobStore } from '../../../ports/file-blob-store.ts'
import type { Viewer } from '../../../rpc/context.ts'
import { insertChannelAccount } from '../../../rpc/testing/known-lead.ts'
import { conversations, messages } from '../../conversations/schema.ts'
import { recordInteraction } from '../../leads/interactions.ts'
import { leads } from '../../leads/schema.ts'
import type { Bearer } from '../../session/sessions.ts'
import { openTestOffice } from '../../setup/testing/test-office.ts'
import { stages } from '../../stages/schema.ts'
import type { FileRequest } from '../file-requests.ts'
import { createFiles } from '../files.ts'
import type { MessagePlace } from '../message-files.ts'
import type { NewUpload } from '../uploads.ts'

export const JPEG = Buffer.from(`\xff\xd8\xff\xe0${'a picture '.repeat(500)}`, 'latin1')
export const PDF = Buffer.from(`%PDF-1.7\n${'a page '.repeat(500)}`)
export const HTML = Buffer.from('<script>alert(1)</script>')

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

export async function* chunksOf(bytes: Uint8Array, length = 700): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

/** A person with their session, as a procedure sees them. */
export interface Asker {
  viewer: Viewer
  bearer: Bearer
}

/** The files of a real office, on a real disk. `wrapBlobs` may put something between the feature and the disk. */
export async function openTestFiles(wrapBlobs: (blobs: BlobStore) => BlobStore = blobs => blobs) {
  const office = await openTestOffice()
  const { db, clock, events, settings, session, sessions, database } = office
  const jobs = createJobQueue({ clock })
  const blobs = wrapBlobs(createFileBlobStore({ folder: join(database.folder, 'files') }))
  const files = createFiles({ db, clock, events, jobs, blobs, settings, session, recordInteraction })
  const runner = createJobRunner({ db, clock, queue: jobs, definitions: files.definitions })
  const accountId: ChannelAccountId = insertChannelAccount(db, clock.now())
  const stageId = db.select().from(stages).where(eq(stages.isDefault, true)).get()?.id
  if (!stageId) throw new Error('the office has no stages')
  const manager: Asker = { viewer: office.admin, bearer: office.bearer }
  files.start()

  function lead(ownerId: StaffId | null = null): LeadId {
    const id = newId<LeadId>()
    const at = { createdAt: clock.now(), updatedAt: clock.now() }
    db.insert(leads)
      .values({ id, name: 'Ayşe', nameOrigin: 'person', stageId: stageId as never, ownerId, source: 'manual', ...at })
      .run()
    return id
  }

  function message(leadId: LeadId): MessagePlace {
    const at = clock.now()
    const [messageId, conversationId] = [newId<MessageId>(), newId<ConversationId>()]
    const place = { leadId, channel: 'whatsapp', createdAt: at, updatedAt: at } as const
    const there = db.select().from(conversations).where(eq(conversations.leadId, leadId)).get()?.id
    if (!there)
      db.insert(conversations)
        .values({ id: conversationId, channelAccountId: accountId, lastMessageAt: at, ...place })
        .run()
    const own = { direction: 'in', kind: 'document', status: 'delivered', externalId: messageId, sortAt: at } as const
    db.insert(messages)
      .values({ id: messageId, conversationId: there ?? conversationId, ...own, ...place })
      .run()
    return { messageId, conversationId: there ?? conversationId, leadId, at }
  }

  function request(
    method: string,
    path: string,
    more: Partial<FileRequest> = {},
    headers: Record<string, string> = {},
  ) {
    return files.requests.answer({ method, path, header: name => headers[name] ?? null, body: null, ...more })
  }

  async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
    const answer = await request(method, path, {}, headers)
    const chunks: Buffer[] = []
    for await (const chunk of answer.body ?? []) chunks.push(chunk as Buffer)
    return { ...answer, body: Buffer.concat(chunks) }
  }

  /** Announces a file and sends its bytes; says how the sending was answered. */
  async function send(asker: Asker, upload: Partial<NewUpload> & { leadId: LeadId }, bytes: Uint8Array) {
    const id = upload.id ?? newId<FileId>()
    const about = { purpose: 'lead-file', name: 'dosya', mime: '', size: bytes.length, label: null, ...upload } as const
    const { url } = await files.uploads.startUpload(asker.bearer, asker.viewer, { ...about, id })
    const { status } = await request('PUT', url, { body: chunksOf(bytes) })
    return { id, url, status }
  }

  const noDetails = { width: null, height: null, seconds: null, waveform: null, thumbnailUrl: null }

  return {
    ...office,
    files,
    blobs,
    jobs,
    runner,
    manager,
    noDetails,
    lead,
    message,
    request,
    get,
    send,
    async hireAs(role: StaffRole): Promise<Asker> {
      const { id } = await office.hire({ role })
      const bearer: Bearer = { sessionId: null }
      sessions.open(db, bearer, id)
      return { viewer: { id, role, locale: 'tr' }, bearer }
    },
    /** A file put there by hand, from announcement to end. */
    async add(upload: Partial<NewUpload> & { leadId: LeadId }, bytes: Uint8Array, asker = manager): Promise<FileId> {
      const { id } = await send(asker, upload, bytes)
      await files.uploads.finishUpload(asker.viewer, { id, details: noDetails })
      return id
    },
    contents: async () => ((await Readable.from(blobs.list()).toArray()) as string[]).toSorted(),
    async runJobs(): Promise<void> {
      runner.start()
      await runner.whenIdle()
    },
    async close(): Promise<void> {
      await runner.drain(0)
      office.close()
    },
  }
}
export type TestFiles = Awaited<ReturnType<typeof openTestFiles>>
