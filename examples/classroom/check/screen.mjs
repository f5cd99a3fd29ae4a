// check: what is really on a pupil's desktop, according to a tool that is not ours?

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The screen as RGB bytes, scaled to the size asked for. */
export async function grab(pupil, { width, height }) {
  const { stdout } = await run('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', '-f', 'x11grab', '-draw_mouse', '0',
    '-video_size', '1280x720', '-i', pupil.display, '-frames:v', '1', '-vf', `scale=${width}:${height}:flags=area`,
    '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
  { encoding: 'buffer', maxBuffer: 64 << 20, env: { ...process.env, XAUTHORITY: pupil.xauthority } });
  return { width, height, rgb: stdout };
}

/** Where the strip stands on this desktop, in desktop pixels; null when there is none. */
export async function strip(pupil) {
  const env = { ...process.env, XAUTHORITY: pupil.xauthority, DISPLAY: pupil.display };
  const { stdout } = await run('xwininfo', ['-root', '-children'], { env });
  const line = stdout.split('\n').find(text => /monitor-strip/.test(text));
  const found = line && /(\d+)x(\d+)\+-?\d+\+-?\d+\s+\+(-?\d+)\+(-?\d+)/.exec(line);
  return found ? { width: +found[1], height: +found[2], x: +found[3], y: +found[4] } : null;
}
