// check: how much do two pictures differ? Pictures are {width, height, rgb}; the strip is left out (it is painted over on purpose).

/** Mean absolute difference per channel, 0 to 255, below the first `skip` rows. */
export function difference(a, b, skip = 0) {
  const sum = [0, 0, 0];
  for (let i = skip * a.width * 3; i < a.rgb.length; i += 1) sum[i % 3] += Math.abs(a.rgb[i] - b.rgb[i]);
  const pixels = a.width * (a.height - skip);
  return sum.map(channel => channel / pixels);
}

/** How many pixels differ clearly: more than anything an encoder does to a still picture. */
export function moved(a, b, skip = 0) {
  let count = 0;
  for (let i = skip * a.width * 3; i < a.rgb.length; i += 3) {
    const most = Math.max(Math.abs(a.rgb[i] - b.rgb[i]), Math.abs(a.rgb[i + 1] - b.rgb[i + 1]), Math.abs(a.rgb[i + 2] - b.rgb[i + 2]));
    if (most > 48) count += 1;
  }
  return count;
}

/** The mean colour of a square of 16 pixels whose left upper corner is given. */
export function colour(picture, left, top) {
  const sum = [0, 0, 0];
  for (let y = top; y < top + 16; y += 1) {
    for (let x = left; x < left + 16; x += 1) {
      for (let c = 0; c < 3; c += 1) sum[c] += picture.rgb[(y * picture.width + x) * 3 + c];
    }
  }
  return sum.map(channel => channel / 256);
}

/** What is drawn on a canvas now, scaled to the size asked for. */
export async function drawn(canvas, { width, height }) {
  const base64 = await canvas.evaluate((element, size) => {
    const copy = new OffscreenCanvas(size.width, size.height);
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.imageSmoothingQuality = 'high';
    context.drawImage(element, 0, 0, size.width, size.height);
    const { data } = context.getImageData(0, 0, size.width, size.height);
    let text = '';
    for (let i = 0; i < data.length; i += 4) text += String.fromCharCode(data[i], data[i + 1], data[i + 2]);
    return btoa(text);
  }, { width, height });
  return { width, height, rgb: Buffer.from(base64, 'base64') };
}
