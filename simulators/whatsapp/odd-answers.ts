import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

type Answer = (content: Buffer, response: ServerResponse) => void

/** Past Node's own idea of an answer: any bytes, and the end. */
const raw =
  (bytes: string | Buffer): Answer =>
  (_content, response) => {
    response.socket?.end(bytes)
  }

/** What stands between this PC and a server, or has taken its place, may answer anything. */
export const ODD_ANSWERS: readonly Answer[] = [
  (_content, response) => void response.writeHead(500).end('<h1>Oops</h1>'),
  (_content, response) => void response.writeHead(429, { 'retry-after': '-1' }).end(),
  (_content, response) => void response.writeHead(503, { 'retry-after': 'tomorrow' }).end(),
  (_content, response) => void response.writeHead(204).end(),
  (_content, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
  (_content, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  (_content, response) => void response.writeHead(206, { 'content-range': 'bytes 5-1/0' }).end('x'),
  (_content, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Giriş yapın</html>'),
  (_content, response) => void response.writeHead(200, { 'content-length': '0' }).end(),
  (_content, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip at all'),
  (content, response) =>
    void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.concat([content, content]))),
  (_content, response) => void response.writeHead(200, { 'x-long': 'x'.repeat(30_000) }).end('x'),
  (content, response) => void response.writeHead(200).end(content.subarray(0, 11)),
  (content, response) => void response.writeHead(200).end(Buffer.concat([content, Buffer.alloc(1_000)])),
  raw('HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nshort'),
  raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnot a chunk'),
  raw('HTTP/9.9 999 ???\r\n\r\n'),
  raw('SSH-2.0-OpenSSH_9.6\r\n'),
  raw(Buffer.alloc(2_000, 0xff)),
  raw(''),
]
