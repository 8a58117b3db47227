/** Runs in the viewer's page: the receiver for browsers that comes with `@statelyai/inspect`. */
import { createBrowserReceiver, type StatelyInspectionEvent } from '@statelyai/inspect';

declare global {
  interface Window {
    told: StatelyInspectionEvent[];
  }
}

window.told = [];
createBrowserReceiver().subscribe((message) => {
  window.told.push(message);
});
