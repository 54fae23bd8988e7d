/** `text` with its part `hit` marked; unmarked where it is not in it. */
export function Hit({ text, hit }: { text: string; hit: string }) {
  const at = hit === "" ? -1 : text.toLowerCase().indexOf(hit.toLowerCase());
  if (at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + hit.length)}</mark>
      {text.slice(at + hit.length)}
    </>
  );
}
