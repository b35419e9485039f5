/** What happens to the machine under us. Every subscription returns its stop. */
export interface Power {
  onSuspend(listener: () => void): () => void
  onResume(listener: () => void): () => void
  /** The network came, went, or is another one: connections should be tried again at once. */
  onNetworkChange(listener: () => void): () => void
}
