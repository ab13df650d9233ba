// The same as floor.c with socket.io: what anyone says is emitted to all.
//
//   node socketio.js PORT
const { createServer } = require("http")
const { Server } = require("socket.io")

const http = createServer()
const server = new Server(http, { transports: ["websocket"] })
server.on("connection", socket => socket.on("say", patch => server.emit("patch", patch)))
http.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 4096 })
