export type Mark = { start: number; length: number };

/** `text` with the marked parts set off; marks count characters as a person does, in order. */
export function Hit({ text, marks }: { text: string; marks: readonly Mark[] }) {
  const signs = Array.from(text);
  const pieces: { text: string; hit: boolean }[] = [];
  let at = 0;
  for (const mark of marks) {
    pieces.push({ text: signs.slice(at, mark.start).join(""), hit: false });
    pieces.push({ text: signs.slice(mark.start, mark.start + mark.length).join(""), hit: true });
    at = mark.start + mark.length;
  }
  pieces.push({ text: signs.slice(at).join(""), hit: false });
  return <>{pieces.map((piece, n) => (piece.hit ? <mark key={n}>{piece.text}</mark> : piece.text))}</>;
}
