/**
 * For `node --import`: ends a program that was started with a channel as if Ctrl+C had been pressed, once whoever started it is gone,
 * killed ones included. Without it a killed demo would leave its programs running, which hold ports and data.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// The channel is there to break, not to keep the program alive.
process.channel?.unref()
