/** The button that opens the browser's dialog for files. */
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

export function AttachButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation('playground');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The field is emptied, because otherwise the same file could not be chosen twice.
          currentTarget.value = '';
        }}
      />
      <button type="button" className="attach" onClick={() => input.current?.click()}>
        {t('files.attach')}
      </button>
    </>
  );
}
