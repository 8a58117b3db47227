/** Checks where an error stands. */

/** True for an address without its scheme, `owner/repo#123`, `owner/repo/path`, a host, or a section of an RFC. */
export const isSource = (source: string): boolean =>
  /^(?:RFC \d+(?: §[\d.]+)?|(?!https?:)[\w@-]+(?:\.[\w-]+)*(?:\/\S+|#\d+)*)$/.test(source);
