type CanFocus = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Puts the caret into a field when it first appears, never again; for a field's `ref`. */
export function focusOnce(focused: boolean, field: CanFocus | null): void {
  if (!focused || field === null || field.dataset["met"] !== undefined) return;
  field.dataset["met"] = "1";
  field.focus();
}
