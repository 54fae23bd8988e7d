/** Small pictures of large ones, made by the page itself, one after the other: photos of a phone are large when opened. */

const width = 224;
const height = 144;

let last: Promise<unknown> = Promise.resolve();

/** Runs `work` once everything that was asked for before is done. */
export function oneByOne<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work);
  last = next;
  return next;
}

/** A small JPEG of the picture at `address`, filling its frame; `null` where this window cannot show such a picture. */
export async function thumbnail(address: string): Promise<string | null> {
  const picture = new Image();
  picture.src = address;
  try {
    await picture.decode();
  } catch {
    return null;
  }
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const brush = canvas.getContext("2d");
  if (brush === null || picture.naturalWidth === 0) return null;
  const scale = Math.max(width / picture.naturalWidth, height / picture.naturalHeight);
  const [w, h] = [picture.naturalWidth * scale, picture.naturalHeight * scale];
  brush.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h);
  return canvas.toDataURL("image/jpeg", 0.82);
}
