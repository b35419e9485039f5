import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { LockPage } from '../features/session/lock-page.tsx'
import { SignInPage } from '../features/session/sign-in-page.tsx'
import { rememberedLocale, showLocale } from '../i18n/i18n.ts'
import { useConnection } from '../rpc/use-connection.ts'
import { ConnectingPage } from './connecting-page.tsx'
import { OutOfDatePage } from './out-of-date-page.tsx'
import { createPageRouter } from './router.tsx'

const RecoveryPage = lazy(async () => ({
  default: (await import('../features/recovery/recovery-page.tsx')).RecoveryPage,
}))
const PreparingPage = lazy(async () => ({
  default: (await import('../features/recovery/preparing-page.tsx')).PreparingPage,
}))
const FirstRun = lazy(async () => ({ default: (await import('./first-run.tsx')).FirstRun }))

/** What the window shows is decided by the handshake: first run, sign-in, lock, or the frame with its pages. */
export function App() {
  const state = useConnection()
  const [router] = useState(createPageRouter)
  const [isFirstRun, setIsFirstRun] = useState(false)
  const handshake = state.kind === 'ready' || state.kind === 'lost' ? state.handshake : null

  const officeId = handshake?.officeId
  const officeLocale = handshake?.locale
  const staffLocale = handshake?.staff?.locale
  useEffect(() => {
    if (staffLocale !== undefined) showLocale(staffLocale)
    else if (officeId && officeLocale !== undefined && rememberedLocale() === null) showLocale(officeLocale)
  }, [officeId, officeLocale, staffLocale])

  const isLocked = handshake?.isLocked ?? false
  useEffect(() => {
    // Open dialogs and message toasts float outside the page: the lock must cover them too.
    const floating = document.getElementById('portals')
    if (floating !== null) floating.hidden = isLocked
  }, [isLocked])

  const isRecovery = handshake?.isRecovery ?? false
  const isPreparing = handshake?.isPreparing ?? false
  // Once begun, the first run goes on after the office exists: its last step links the phone.
  if (officeId === null && !isFirstRun && !isRecovery && !isPreparing) setIsFirstRun(true)

  if (state.kind === 'out-of-date') return <OutOfDatePage />
  if (handshake === null) return <ConnectingPage />
  if (isRecovery || isPreparing) {
    return <Suspense fallback={null}>{isRecovery ? <RecoveryPage /> : <PreparingPage />}</Suspense>
  }
  if (isFirstRun) {
    return (
      <Suspense fallback={null}>
        <FirstRun onDone={() => setIsFirstRun(false)} />
      </Suspense>
    )
  }
  if (handshake.staff === null) return <SignInPage />
  return (
    <>
      {handshake.isLocked && <LockPage />}
      <div hidden={handshake.isLocked} style={{ height: '100%' }}>
        <RouterProvider router={router} />
      </div>
    </>
  )
}
