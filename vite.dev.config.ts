import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { emojiFiles } from './scripts/emoji-data.ts'

const page = 'http://127.0.0.1:5173'

/** The page with hot reload; its socket and its one-time address go to the browser host that scripts/dev-server.ts runs. */
export default defineConfig(() => {
  const core = `http://127.0.0.1:${process.env['SANTRAL_DEV_CORE_PORT']}`
  return {
    root: resolve(import.meta.dirname, 'src/renderer'),
    cacheDir: resolve(import.meta.dirname, '.cache/vite'),
    plugins: [react(), emojiFiles()],
    clearScreen: false,
    server: {
      host: '127.0.0.1',
      port: Number(new URL(page).port),
      strictPort: true,
      proxy: {
        // The token is swapped for the cookie by the host itself; cookies do not tell ports apart.
        '^/\\?token=': { target: core, changeOrigin: true },
        // The socket alone: the page has a folder of that name.
        '^/rpc(?:\\?|$)': {
          target: core,
          ws: true,
          changeOrigin: true,
          configure(proxy) {
            proxy.on('proxyReqWs', (toCore, request, socket) => {
              // The host knows its own origin only. Vouch for this page, and for no other.
              if (request.headers.origin === page) toCore.setHeader('Origin', core)
              else socket.destroy()
            })
          },
        },
      },
    },
  }
})
