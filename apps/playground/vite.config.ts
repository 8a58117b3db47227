/** Builds the page. Inlines no assets, because the server's content security policy allows only files. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    assetsInlineLimit: 0,
    target: 'es2023',
    // No warning, because the page is served from the same machine.
    chunkSizeWarningLimit: 2_000,
  },
});
