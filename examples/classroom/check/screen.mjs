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

/** Where the strip stands on this desktop, in desktop pixels: a window at the top, in the middle, of nobody. null: there is none. */
export async function strip(pupil) {
  const env = { ...process.env, XAUTHORITY: pupil.xauthority, DISPLAY: pupil.display };
  const { stdout } = await run('xwininfo', ['-root', '-children'], { env });
  for (const line of stdout.split('\n')) {
    const found = /\(has no name\): \(\)\s+(\d+)x(\d+)\+-?\d+\+-?\d+\s+\+(-?\d+)\+(-?\d+)/.exec(line);
    if (!found) continue;
    const [width, height, x, y] = found.slice(1).map(Number);
    if (y === 0 && height > 12 && height < 120 && width > 100 && Math.abs(2 * x + width - 1280) <= 2) return { x, y, width, height };
  }
  return null;
}
