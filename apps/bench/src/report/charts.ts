/** Charts that show how costs grow with size. */
import type { Results } from '../results.ts';
import { type LineChart, lineChart } from './line-chart.ts';

export interface Chart {
  /** File name without extension. */
  name: string;
  svg: string;
}

/** The charts of all figures that have at least two points. */
export function chartsOf({ crowds, audiences, messages, events, waits }: Results): Chart[] {
  const charts: Record<string, LineChart> = {
    crowds: {
      title: 'CPU of a run with others at once, at FULL',
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
      title: 'CPU of a run with subscribers, 64 at once',
      xLabel: 'subscribers of each run, 250 pieces each',
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
      title: 'Time of a run, by messages in its thread',
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
      title: 'Time of a start, by events in the database',
      xLabel: 'events in the database',
      yLabel: 'ratio to an empty (new thread) or small (existing thread) database',
      lines: [
        {
          name: 'in a new thread',
          points: events.map((found) => [found.events, found.newThreadRatio]),
        },
        {
          name: 'in an existing thread',
          points: events.map((found) => [found.events, found.oldThreadRatio]),
        },
      ],
    },
    waits: {
      title: 'Time of a start, by waiting runs',
      xLabel: 'waiting runs',
      yLabel: 'milliseconds until an overdue run is tried again',
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
