/** What has to be kept before a person leaves the desk: once they are signed out, nothing of theirs can be written. */

type Work = () => Promise<void>;

const underway = new Set<Work>();

/** Has `work` done before the desk is left; the answer takes it back. */
export function beforeLeaving(work: Work): () => void {
  underway.add(work);
  return () => {
    underway.delete(work);
  };
}

/** Answers once everything is kept that was to be. */
export async function settled(): Promise<void> {
  await Promise.all([...underway].map((work) => work()));
}
