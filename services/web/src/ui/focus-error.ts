/** Moves the focus to the first field that is wrong, which may lie out of view. `nodeOf` finds a field by its path. */
export function focusFirstError(
  errors: Readonly<Record<string, unknown>>,
  nodeOf: (path: string) => HTMLElement | null,
) {
  const wrong = Object.keys(errors).flatMap((path) => nodeOf(path) ?? []);
  const inOrder = wrong.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  inOrder[0]?.focus();
}
