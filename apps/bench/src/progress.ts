/** Reports progress on stderr: on a terminal in one line that changes, elsewhere with one line per section. */

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
    // `\r` goes back to the start of the line, and `\x1b[K` clears the rest of a longer earlier text.
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
