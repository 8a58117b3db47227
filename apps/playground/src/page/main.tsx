/** Starts the page. */
import './style/tokens.css';
import './style/base.css';
import './style/shell.css';
import './style/conversation.css';
import './style/status.css';
import './style/composer.css';
import './style/files.css';
import './style/side.css';
import './style/faults.css';
import './style/own-faults.css';
import './style/thread-list.css';
import './style/timeline.css';
import './style/markdown.css';
import './style/machine.css';
import './style/assistant.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startLanguage } from './language/start-language.ts';
import { applyTheme, readTheme } from './shell/theme.ts';

const root = document.getElementById('page');
if (root === null) throw new Error('The page has no place to be shown in.');
startLanguage();
applyTheme(readTheme());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
