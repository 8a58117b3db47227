/** In a field of several lines, Enter sends; Shift+Enter breaks the line. */
import type { KeyboardEvent } from 'react';

export function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || isOfInputMethod(event)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/** This key chooses a word of an input method, or drops it. 229 is how Safari tells of it. */
export const isOfInputMethod = ({ nativeEvent, keyCode }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || keyCode === 229;
