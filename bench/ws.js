// The same as floor.c with the ws package: every text message of anyone goes to all.
//
//   node ws.js PORT
const { WebSocketServer, WebSocket } = require("ws")

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), backlog: 4096 })
server.on("connection", socket =>
  socket.on("message", message => {
    for (const other of server.clients) {
      if (other.readyState === WebSocket.OPEN) other.send(message, { binary: false })
    }
  }),
)
