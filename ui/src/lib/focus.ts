/** Puts the caret into a field when it first appears, and not again when it is drawn anew. */
export function focusOnce(wanted: boolean, field: HTMLElement | null): void {
  if (!wanted || field === null || field.dataset["met"] !== undefined) return;
  field.dataset["met"] = "1";
  field.focus();
  // A dialog that has just opened looks for its first control by itself; the field that was asked for comes after that.
  setTimeout(() => {
    if (field.isConnected) field.focus();
  }, 0);
}
