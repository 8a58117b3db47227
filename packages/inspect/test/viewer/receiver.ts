/** The script of the viewer's page: the browser receiver of `@statelyai/inspect`. */
import { createBrowserReceiver, type StatelyInspectionEvent } from '@statelyai/inspect';

declare global {
  interface Window {
    received: StatelyInspectionEvent[];
  }
}

window.received = [];
createBrowserReceiver().subscribe((message) => {
  window.received.push(message);
});
