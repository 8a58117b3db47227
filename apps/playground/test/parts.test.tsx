/** The parts of an answer as the page writes them: tools without an outcome, files, sources and thoughts. */
import { addPerdure } from '@perdure/i18n';
import type { ToolResultPart } from '@perdure/thread';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { expect, it } from 'vitest';
import { Reasoning } from '../src/page/conversation/reasoning.tsx';
import { Sources } from '../src/page/conversation/sources.tsx';
import { ToolPart } from '../src/page/conversation/tool-part.tsx';
import { StoredFiles } from '../src/page/files/stored-files.tsx';
import { en } from '../src/page/language/en.ts';
import { type OpenThread, OpenThreadContext } from '../src/page/open-thread/open-thread.ts';

await i18next.use(initReactI18next).init({
  lng: 'en',
  interpolation: { escapeValue: false },
  resources: { en: { playground: en } },
});
addPerdure(i18next);

const html = (node: ReactNode) =>
  renderToStaticMarkup(
    <OpenThreadContext value={{ thread: { id: 'a/b' } } as OpenThread}>{node}</OpenThreadContext>,
  );

const result: ToolResultPart = { type: 'toolResult', id: 'c', name: 'pay', output: 'Paid.' };

it('a tool says what is known: its result, its failure, or that its outcome is unknown', () => {
  expect(html(<ToolPart part={result} />)).toContain('pay answered');
  expect(html(<ToolPart part={{ ...result, isError: true }} />)).toContain('pay failed');
  const unknown = html(<ToolPart part={{ ...result, isError: true, missing: 'stopped' }} />);
  expect(unknown).toContain('pay: outcome unknown, because it was stopped at work');
  expect(unknown).not.toContain('Paid.');
});

it('an image is shown from the thread’s route, and another file is a link with its size', () => {
  const hash = 'a'.repeat(64);
  const file = { type: 'file', hash, size: 1_500 } as const;
  const shown = html(
    <StoredFiles
      parts={[
        { ...file, mediaType: 'image/png', name: 'sky.png' },
        { ...file, mediaType: 'image/svg+xml' },
      ]}
    />,
  );
  expect(shown).toContain(`<img src="/api/threads/a%2Fb/files/${hash}" alt="sky.png"/>`);
  expect(shown.match(/<img/g)).toHaveLength(1);
  expect(shown).toContain('A file of the type image/svg+xml');
  expect(shown).toContain('1.5 kB');
  expect(html(<StoredFiles parts={[result]} />)).toBe('');
});

it('a source is a link only for an address of the web', () => {
  const source = { type: 'source', id: 's1' } as const;
  const shown = html(
    <Sources
      parts={[
        { ...source, url: 'https://sky.example/', title: 'The sky' },
        { ...source, url: 'javascript:alert(1)' },
        { ...source, title: 'A document' },
      ]}
    />,
  );
  expect(shown).toContain('<a href="https://sky.example/"');
  expect(shown.match(/href/g)).toHaveLength(1);
  expect(shown).toContain('A document');
});

it('thoughts are folded, and hidden ones are left out', () => {
  expect(html(<Reasoning text="Hm." />)).toMatch(/^<details class="reasoning"><summary>Thoughts/);
  expect(html(<Reasoning text=" " />)).toBe('');
});
