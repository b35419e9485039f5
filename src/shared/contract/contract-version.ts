/**
 * The number both sides say in the handshake. Within one number there are only additions; anything else raises it, and a page
 * of another number is told to reload.
 */
export const CONTRACT_VERSION = 3
