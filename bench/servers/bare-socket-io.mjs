import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { reportToParent } from './report.mjs'

/** What an engineer writes first: rooms and `io.to(room).emit`, nothing stored, nothing checked. */
const http = createServer()
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
io.engine.on('connection', (raw) => {
  raw.request = null
})
io.on('connection', (socket) => {
  socket.on('join', (room, acknowledge) => {
    socket.data.room = room
    void socket.join(room)
    acknowledge(1)
  })
  socket.on('message', (message, acknowledge) => {
    io.to(socket.data.room).emit('message', message)
    acknowledge(1)
  })
})
http.listen(0, '127.0.0.1', () => reportToParent(http))
