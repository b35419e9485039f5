import { expect, it } from 'vitest'
import { LARGEST_FILE } from '#shared/domain/file.ts'
import { type ConversationId, type LeadId, newId } from '#shared/domain/ids.ts'
import { hasCode } from '../../rpc/problem.ts'
import { addToTray, canUploadAgain, discardFromTray, readTray } from './attachment-tray.ts'

it('refuses what is too large before anything of it is read', async () => {
  const film = new File(['x'], 'film.mp4', { type: 'video/mp4' })
  Object.defineProperties(film, {
    size: { value: 2 * LARGEST_FILE },
    arrayBuffer: { value: () => Promise.reject(new Error('It was read')) },
    stream: {
      value: () => {
        throw new Error('It was read')
      },
    },
    slice: {
      value: () => {
        throw new Error('It was read')
      },
    },
  })
  const conversation = { id: newId<ConversationId>(), leadId: newId<LeadId>() }
  expect(await addToTray(conversation, [film], 'by-itself')).toEqual([])
  const [refused] = readTray(conversation.id)
  expect(refused).toMatchObject({ name: 'film.mp4', state: 'failed' })
  expect(hasCode(refused?.problem, 'FILE_TOO_LARGE')).toBe(true)
  // Trying again would not help: it is only to be taken out.
  expect(refused && canUploadAgain(refused)).toBe(false)
  if (refused) discardFromTray(conversation.id, refused.id)
  expect(readTray(conversation.id)).toEqual([])
})
