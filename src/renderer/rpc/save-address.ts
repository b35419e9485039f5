/** Hands what an address of the core gives to the browser, which saves it where the person's downloads go. */
export function saveAddress(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  link.click()
}
