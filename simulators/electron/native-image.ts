import { refuseUnknown } from './refuse-unknown.ts'

/** A picture as Electron keeps it: how large it looks, not how many dots it has. */
export interface Picture {
  getSize(): { width: number; height: number }
}

interface BitmapSize {
  width: number
  height: number
  scaleFactor?: number
}

const BYTES_OF_A_DOT = 4

export const nativeImage = refuseUnknown('nativeImage', {
  createFromBitmap(bytes: Buffer, { width, height, scaleFactor = 1 }: BitmapSize): Picture {
    if (bytes.byteLength < width * height * BYTES_OF_A_DOT) throw new Error('Invalid buffer size')
    const size = { width: width / scaleFactor, height: height / scaleFactor }
    return refuseUnknown('NativeImage', { getSize: () => size })
  },
})
