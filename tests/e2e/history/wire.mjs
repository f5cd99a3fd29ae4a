// wire: what does this message say? Read as docs/formats/wire.md has it, with no code of the server or its page.

const kinds = Object.freeze({ 1: 'hello', 3: 'proof', 4: 'desktop', 5: 'indicated', 6: 'stopped', 7: 'picture', 66: 'accepted',
  68: 'watch', 69: 'stop', 128: 'open_view', 129: 'close_view', 131: 'look_at', 160: 'view', 162: 'view_picture', 163: 'ended' });
export const streamNames = Object.freeze([null, 'grid', 'live']);
const head = 8;

/** {kind, …members}; null: a message that no history needs. */
export function read(message) {
  const kind = kinds[message[1]];
  if (!kind) return null;
  if (message[2] !== 0) throw new Error(`${kind} is packed: nobody here can read that`);
  const body = message.subarray(head);
  if (kind === 'picture') return { kind, lease: body.readUInt32LE(0), stream: streamNames[body[8]], vp8: body.subarray(12) };
  if (kind === 'view_picture') {
    return { kind, tile: body.readUInt16LE(0), stream: streamNames[body[2]], age: body.readUInt32LE(8), vp8: body.subarray(12) };
  }
  return { kind, ...JSON.parse(body) };
}

/** The same hello of an agent that cannot unpack zstd: then the school packs nothing, and neither does the agent. */
export function unpacked(hello) {
  const { kind: _, ...members } = read(hello);
  const body = Buffer.from(JSON.stringify({ ...members, can: members.can.filter(one => one !== 'zstd') }));
  const whole = Buffer.concat([hello.subarray(0, head), body]);
  whole.writeUInt32LE(body.length, 4);
  return whole;
}

/** RFC 6386 §9.1. */
export const part = vp8 => ((vp8[0] & 1) === 0 ? 'key' : 'delta');
