import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { useConnection } from '../rpc/use-connection.ts'
import { createPageRouter } from './router.tsx'

export function App() {
  const [router] = useState(createPageRouter)
  const state = useConnection()
  if (state.kind === 'connecting' || state.kind === 'out-of-date') return null
  return <RouterProvider router={router} />
}
