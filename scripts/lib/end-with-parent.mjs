/** Loaded into a child: when the one who started it is gone, even killed, it ends as if it had been asked to. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
