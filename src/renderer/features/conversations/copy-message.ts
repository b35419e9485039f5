import { i18n } from '../../i18n/i18n.ts'
import { rpc } from '../../rpc/api.ts'
import { showProblemToast } from '../../ui/toast.tsx'
import type { ShownMessage } from './shown-message.ts'

type Copied = Pick<ShownMessage, 'body' | 'attachment' | 'isViewOnce'>

function pictureOf({ attachment, isViewOnce }: Copied) {
  const isPicture = attachment?.kind === 'image' || attachment?.kind === 'sticker'
  return isPicture && attachment.state === 'ready' && !isViewOnce ? attachment : null
}

export function canCopy(message: Copied): boolean {
  return message.body !== '' || pictureOf(message) !== null
}

/** Its words, and its picture, for elsewhere. Says whether it worked. */
export async function copyMessage(message: Copied): Promise<boolean> {
  const picture = pictureOf(message)
  try {
    if (picture === null) await navigator.clipboard.writeText(message.body)
    else {
      // Handed over as a promise: what is fetched first would come too late for the click that allows it.
      const content = rpc.files.open({ id: picture.id, as: 'inline' }).then(({ url }) => readAsPng(url))
      const copied: Record<string, Blob | Promise<Blob>> = { 'image/png': content }
      if (message.body !== '') copied['text/plain'] = new Blob([message.body], { type: 'text/plain' })
      await navigator.clipboard.write([new ClipboardItem(copied)])
    }
    return true
  } catch {
    showProblemToast(i18n.t('conversations:copyFailed'))
    return false
  }
}

/** The one kind of picture that every clipboard takes. */
async function readAsPng(address: string): Promise<Blob> {
  const picture = await createImageBitmap(await (await fetch(address)).blob())
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  picture.close()
  return canvas.convertToBlob({ type: 'image/png' })
}
