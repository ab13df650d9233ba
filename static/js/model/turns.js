// Turns that are over. Pure.

import { clockTime, onSameDay } from "./local_time.js"

// What a form of times says of a turn; what was left as it was keeps its milliseconds, and the
// speaking time is counted anew where only the times are others.
export function correctedTimes(turn, { start, end, spoken }, zone) {
  const said = spokenMs(spoken) !== Math.floor(turn.spoken_ms / 1000) * 1000
  return {
    start: moment(turn.start, start, zone),
    end: moment(turn.end, end, zone),
    ...(said && { spoken_ms: spokenMs(spoken) }),
  }
}

function moment(ms, written, zone) {
  return written === clockTime(ms, zone) ? ms : onSameDay(ms, written, zone)
}

// 1:02:30 or 62:30
function spokenMs(written) {
  return written.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1000
}
