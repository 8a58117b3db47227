/** How cost grows, as pictures. */
import type { Results } from '../results.ts';
import { type LineChart, lineChart } from './line-chart.ts';

export interface Chart {
  /** Of its file, without the ending. */
  name: string;
  svg: string;
}

/** Those of what was measured at two sizes at least: one point is no line. */
export function chartsOf({ crowds, audiences, messages, events, waits }: Results): Chart[] {
  const charts: Record<string, LineChart> = {
    crowds: {
      title: 'A run among others, at FULL',
      xLabel: 'runs at once, each in a thread of its own',
      yLabel: 'CPU milliseconds a run',
      lines: [
        {
          name: 'CPU a run',
          points: crowds.map((row) => [row.atOnce, row.cpuSecondsPer1000 ?? 0]),
        },
      ],
    },
    subscribers: {
      title: 'A run with subscribers, 64 at once',
      xLabel: 'subscribers of each run, who get 250 pieces each',
      yLabel: 'CPU milliseconds a run',
      lines: [
        {
          name: 'CPU a run',
          points: audiences
            .filter(({ name }) => /^\d+ subscribers?$/.test(name))
            .map((row) => [Number.parseInt(row.name, 10), row.cpuSecondsPer1000 ?? 0]),
        },
      ],
    },
    messages: {
      title: 'A run in a thread with messages',
      xLabel: 'messages in the thread',
      yLabel: 'milliseconds',
      lines: [
        {
          name: 'until it is completed',
          points: messages.map((found) => [found.messages, found.runMs]),
        },
        {
          name: 'until the prompt is recorded',
          points: messages.map((found) => [found.messages, found.startMs]),
        },
      ],
    },
    events: {
      title: 'A start in a database with events',
      xLabel: 'events in the database',
      yLabel: 'times a start in an empty (new) or small (old thread) database',
      lines: [
        {
          name: 'in a new thread',
          points: events.map((found) => [found.events, found.newThreadRatio]),
        },
        {
          name: 'in an old thread',
          points: events.map((found) => [found.events, found.oldThreadRatio]),
        },
      ],
    },
    waits: {
      title: 'A start beside runs that wait',
      xLabel: 'runs that wait',
      yLabel: 'milliseconds until one that is overdue is tried again',
      lines: [
        {
          name: 'until it is tried again',
          points: waits.map((found) => [found.count, found.recoverS * 1_000]),
        },
      ],
    },
  };
  return Object.entries(charts)
    .filter(([, { lines }]) => lines.every(({ points }) => points.length > 1))
    .map(([name, chart]) => ({ name, svg: lineChart(chart) }));
}
