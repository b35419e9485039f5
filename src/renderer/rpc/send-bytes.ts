import { ConnectionLostError, StatedProblem } from './problem.ts'

/** Sends a file to an address that the core gave for it. `fetch` would not tell how far it is. */
export function sendBytes(
  url: string,
  file: File,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const end = () => request.abort()
    signal.addEventListener('abort', end, { once: true })
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total))
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', end)
      if (request.status >= 200 && request.status < 300) resolve()
      else reject(problemOf(request.status))
    })
    request.open('PUT', url)
    request.send(file)
  })
}

/** The address knows only numbers. */
function problemOf(status: number): Error {
  if (status === 0) return new ConnectionLostError()
  return new StatedProblem(status === 507 ? 'DISK_FULL' : 'UPLOAD_INCOMPLETE')
}
