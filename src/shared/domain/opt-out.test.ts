import { expect, it } from 'vitest'
import { isOptOut } from './opt-out.ts'

it('takes the words of the operators for a no, alone and in any writing, and nothing else', () => {
  expect(['STOP', 'stop.', 'İPTAL', 'iptal', 'IPTAL', ' Ret ', 'ÇIK', 'Unsubscribe!'].filter(isOptOut)).toHaveLength(8)
  const others = ['', '1', 'iptal randevum', 'Dur bakalım', 'non-stop', 'Randevumu iptal edin']
  expect(others.filter(isOptOut)).toEqual([])
})
