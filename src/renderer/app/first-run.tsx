import { useState } from 'react'
import { LinkFirstNumber } from '../features/channel-accounts/link-first-number.tsx'
import { SetupPage } from '../features/setup/setup-page.tsx'

interface FirstRunProps {
  onDone(): void
}

/** The four steps: three before the office exists, and the phone, which may be skipped. */
export function FirstRun({ onDone }: FirstRunProps) {
  const [hasOffice, setHasOffice] = useState(false)
  if (!hasOffice) return <SetupPage onCreated={() => setHasOffice(true)} />
  return <LinkFirstNumber onDone={onDone} />
}
