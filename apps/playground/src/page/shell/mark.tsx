/** The logo: a line that goes on across a gap. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path className="mark-line" d="M3 20h8m10 0h8" />
      <path className="mark-bridge" d="M11 20a5 5 0 0 1 10 0" />
    </svg>
  );
}
