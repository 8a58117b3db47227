/** A line chart as SVG for light and dark pages. The x axis is logarithmic, because sizes grow by powers of ten. */

export interface LineChart {
  title: string;
  /** The label of the x axis, with the unit. */
  xLabel: string;
  yLabel: string;
  lines: { name: string; points: readonly (readonly [x: number, y: number])[] }[];
}

const [width, height] = [640, 320];
const plot = { left: 64, right: 616, top: 56, bottom: 264 };

const style = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 15px }
  .grid { stroke: #d1d9e0 }
  .line { fill: none; stroke: currentColor; stroke-width: 2 }
  .mark, .name { fill: currentColor }
  .a { color: #0969da } .b { color: #bc4c00 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .name { fill: currentColor }
    .grid { stroke: #3d444d }
    .a { color: #4493f8 } .b { color: #f0883e }
  }`;

export function lineChart({ title, xLabel, yLabel, lines }: LineChart): string {
  const points = lines.flatMap((line) => line.points);
  const xs = [...new Set(points.map(([x]) => x))].toSorted((a, b) => a - b);
  const [first = 1, last = 1] = [xs[0], xs.at(-1)];
  const step = niceStep(Math.max(...points.map(([, y]) => y)) / 4);
  const steps = Math.ceil(Math.max(...points.map(([, y]) => y)) / step);
  const xOf = (x: number) =>
    plot.left + ((plot.right - plot.left) * Math.log(x / first)) / Math.log(last / first);
  const yOf = (y: number) => plot.bottom - ((plot.bottom - plot.top) * y) / (step * steps);

  const horizontal = Array.from({ length: steps + 1 }, (_, index) => {
    const [value, y] = [index * step, yOf(index * step).toFixed(1)];
    return `<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${y}" y2="${y}"/>
  <text x="${plot.left - 8}" y="${y}" dy="4" text-anchor="end">${short(value)}</text>`;
  });
  const vertical = xs.map(
    (x) =>
      `<text x="${xOf(x).toFixed(1)}" y="${plot.bottom + 20}" text-anchor="middle">${short(x)}</text>`,
  );
  const drawn = lines.map((line, index) => {
    const kind = index === 0 ? 'a' : 'b';
    const at = line.points.map(([x, y]) => [xOf(x).toFixed(1), yOf(y).toFixed(1)] as const);
    const marks = at.map(([x, y]) => `<circle class="mark ${kind}" cx="${x}" cy="${y}" r="3"/>`);
    const name = `<text class="name ${kind}" x="${plot.right}" y="${24 + 18 * index}" text-anchor="end">${escaped(line.name)}</text>`;
    // A single line has no name of its own, because the label of the axis names it.
    return `<polyline class="line ${kind}" points="${at.map((point) => point.join(',')).join(' ')}"/>
  ${marks.join('')}${lines.length > 1 ? `\n  ${name}` : ''}`;
  });

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
  <title id="title">${escaped(`${title}: ${lines.map(spoken).join('; ')}`)}</title>
  <style>${style}
  </style>
  <text class="title" x="16" y="24">${escaped(title)}</text>
  <text x="16" y="${plot.top - 14}">${escaped(yLabel)}</text>
  ${[...horizontal, ...vertical, ...drawn].join('\n  ')}
  <text x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 44}" text-anchor="middle">${escaped(xLabel)}</text>
</svg>
`;
}

/** The least number that is 1, 2 or 5 times a power of ten and not below a value. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

/** The line as text, for screen readers. */
const spoken = ({ name, points }: LineChart['lines'][number]): string =>
  `${name}, ${points.map(([x, y]) => `${short(y)} at ${short(x)}`).join(', ')}`;

const short = (value: number): string =>
  value.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 });

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
