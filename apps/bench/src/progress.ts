/** Reports progress on stderr: on a terminal in one line that changes, elsewhere with one line a section. */

export interface Progress {
  section(name: string): void;
  say(text: string): void;
  /** Clears the terminal's line. */
  end(): void;
}

export function progressOn(stream: NodeJS.WriteStream): Progress {
  let section = '';
  const show = (text: string) => {
    const line = text.slice(0, (stream.columns || 80) - 1);
    // Back to the start of the line; `\x1b[K` clears the rest of a longer one.
    stream.write(`\r${line}\x1b[K`);
  };
  return {
    section(name) {
      if (name === section) return;
      section = name;
      if (stream.isTTY) show(`${name} …`);
      else stream.write(`${name} …\n`);
    },
    say(text) {
      if (stream.isTTY) show(`${section}: ${text}`);
    },
    end() {
      if (stream.isTTY) show('');
    },
  };
}
