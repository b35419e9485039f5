import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Locale } from '#shared/domain/locale.ts'
import { i18n, startI18n } from '../i18n/i18n.ts'
import { wordProblem } from '../i18n/word-problem.ts'
import { connection } from '../rpc/api.ts'
import { createQueryClient } from '../rpc/query-client.ts'
import { showProblemToast } from '../ui/toast.tsx'
import { App } from './app.tsx'
import { CrashBoundary } from './crash-boundary.tsx'
import { startLiveUpdates } from './live-updates.ts'
import { followOpenedLinks } from './opened-links.ts'
import { Providers } from './providers.tsx'

startI18n()

const queries = createQueryClient(error => showProblemToast(wordProblem(error, i18n.t, i18n.language as Locale)))
connection.start()
startLiveUpdates(connection, queries)
followOpenedLinks()

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no #root')

createRoot(place).render(
  <StrictMode>
    <Providers queries={queries}>
      <CrashBoundary>
        <App />
      </CrashBoundary>
    </Providers>
  </StrictMode>,
)
