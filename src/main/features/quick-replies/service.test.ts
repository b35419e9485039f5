import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, type QuickReplyId } from '#shared/domain/ids.ts'
import { findUnknownPlaceholders } from '#shared/domain/quick-reply.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { templates } from './schema.ts'

describe('quick replies', () => {
  let office: Awaited<ReturnType<typeof openTestOffice>>
  beforeEach(async () => {
    office = await openTestOffice()
  })
  afterEach(() => office.close())

  const details = { name: 'Fiyat', language: 'tr', content: 'Merhaba {{first_name}}' }
  const create = (id = newId<QuickReplyId>()) => office.quickReplies.create(office.admin.id, { id, ...details })
  const names = async () => (await office.quickReplies.list()).map(({ name }) => name)

  it('are there from the first run, in both languages, with nothing that cannot be filled', async () => {
    const ready = await office.quickReplies.list()
    expect(new Set(ready.map(({ language }) => language))).toEqual(new Set(['tr', 'en']))
    expect(ready.flatMap(({ content }) => findUnknownPlaceholders(content))).toEqual([])
  })

  it('are added once', async () => {
    const reply = await create()
    expect(reply).toMatchObject({ ...details, version: 1, usageCount: 0 })
    expect(await create(reply.id)).toEqual(reply)
    expect((await names()).filter(name => name === 'Fiyat')).toHaveLength(1)
    expect(office.heard).toEqual([{ type: 'quick-replies.changed' }])
    expect(await office.actions(1)).toEqual(['quick_reply.created'])
  })

  it('are edited by one person at a time', async () => {
    const reply = await create()
    const edited = await office.quickReplies.update(office.admin.id, { ...reply, name: 'Fiyatlar' })
    expect(edited).toMatchObject({ name: 'Fiyatlar', version: 2 })
    const stale = office.quickReplies.update(office.admin.id, { ...reply, name: 'Ücret' })
    await expect(stale).rejects.toThrow(staleEdit('quickReply', 2))
  })

  it('come by how much they are used; using one disturbs nobody who edits it', async () => {
    const reply = await create()
    await office.quickReplies.noteUse(reply.id)
    const [first] = await office.quickReplies.list()
    expect(first).toEqual({ ...reply, usageCount: 1 })
    await office.quickReplies.update(office.admin.id, { ...reply, content: 'Buyurun' })
  })

  it('are removed, and come back with their count for a day', async () => {
    const reply = await create()
    await office.quickReplies.noteUse(reply.id)
    await office.quickReplies.remove(office.admin.id, reply.id)
    expect(await names()).not.toContain('Fiyat')
    await expect(office.quickReplies.noteUse(reply.id)).rejects.toThrow(notFound('quickReply'))
    await expect(create(reply.id)).rejects.toThrow(notFound('quickReply'))
    expect(await office.quickReplies.restore(office.admin.id, reply.id)).toMatchObject({ ...details, usageCount: 1 })
    expect(await office.actions(2)).toEqual(['quick_reply.restored', 'quick_reply.removed'])
    await office.quickReplies.restore(office.admin.id, reply.id)
    expect(await office.actions(1)).toEqual(['quick_reply.restored'])

    await office.quickReplies.remove(office.admin.id, reply.id)
    await office.clock.advance(24 * 3_600_000 + 1)
    const other = await create()
    await office.quickReplies.remove(office.admin.id, other.id)
    await expect(office.quickReplies.restore(office.admin.id, reply.id)).rejects.toThrow(notFound('quickReply'))
    expect(
      office.db
        .select({ id: templates.id })
        .from(templates)
        .all()
        .map(({ id }) => id),
    ).not.toContain(reply.id)
  })
})
