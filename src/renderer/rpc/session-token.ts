const KEY = 'santral.session-token'

export function readSessionToken(): string | null {
  return localStorage.getItem(KEY)
}

export function keepSessionToken(token: string): void {
  localStorage.setItem(KEY, token)
}

export function forgetSessionToken(): void {
  localStorage.removeItem(KEY)
}
