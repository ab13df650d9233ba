// What time it is at the server, in ms since 1970. Pure but for the clock that is handed in.

const JUMP_MS = 2000

// The network delays every hint of the server's time, and never hurries it: the furthest ahead
// is the nearest to the truth, until one clock or the other is set.
export function createClock(local = () => Date.now()) {
  let ahead = null
  return {
    now: () => Math.round(local() + (ahead ?? 0)),
    hear(serverNow) {
      const heard = serverNow - local()
      const jumped = ahead === null || Math.abs(heard - ahead) > JUMP_MS
      ahead = jumped ? heard : Math.max(ahead, heard)
    },
  }
}
