// What time it is here and at the server, in ms since 1970. Pure but for the clocks handed in.

const JUMP_MS = 2000

// The time of this device, which is never set back: whatever waits for a moment would wait for
// hours. That it is set forward looks like a sleep, after which there is something to hear.
export function createDeviceTime(wall = () => Date.now(), steady = () => performance.now()) {
  let lost = 0
  let last = { wall: wall(), steady: steady() }
  return () => {
    const now = { wall: wall(), steady: steady() }
    const back = now.steady - last.steady - (now.wall - last.wall)
    if (back > JUMP_MS) lost += back
    last = now
    return Math.round(now.wall + lost)
  }
}

export const deviceNow = createDeviceTime()

// The network delays every hint of the server's time, and never hurries it: the furthest ahead
// is the nearest to the truth, until one clock or the other is set.
export function createClock(local = deviceNow) {
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
