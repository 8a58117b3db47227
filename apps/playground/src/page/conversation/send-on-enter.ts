/** Key handling of a field with several lines: Enter sends, and Shift+Enter breaks the line. */
import type { KeyboardEvent } from 'react';

export function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || isOfInputMethod(event)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/** True for a key with which an input method accepts or drops a candidate. Safari reports such a key as code 229. */
export const isOfInputMethod = ({ nativeEvent, keyCode }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || keyCode === 229;
