/** docs/clients.md: what the matrix shows. */
import type { AdapterCell, ClientCell } from '../cells/cells.ts';
import { exceptions } from '../exceptions.ts';
import { faultNames, faults } from '../faults/index.ts';
import { isHidden } from '../judge.ts';
import { summaryOf } from './summary.ts';
import { toMarkdown } from './table.ts';
import { tablesOf } from './tables.ts';

/** @param versionOf the version of an installed package */
export function documentOf(
  clients: readonly ClientCell[],
  adapters: readonly AdapterCell[],
  versionOf: (name: string) => string,
): string {
  const tables = tablesOf(clients, adapters);
  const packages = [...new Set([...clients, ...adapters].map(({ surface }) => surface.package))];
  return `# What clients throw, and what they hide

Real clients of model providers, at a server that fails in exact ways (\`apps/clients\`), their own retries off.

\`\`\`sh
npx -y pnpm@12.21.0 clients           # measures, and prints the tables; installs the clients that the workspace lacks
npx -y pnpm@12.21.0 clients --write   # writes this page, and packages/failure/cases/clients.jsonl
\`\`\`

${summaryOf(clients, adapters)}

Versions: ${packages.map((name) => `${name} ${versionOf(name)}`).join(', ')}. Node ${process.versions.node}.

## The words

- A kind of failure, such as \`brokenStream\`: the client throws, and \`classifyFailure\` says so. With a number: the wait that the server asked for. \`part\`: the client does not throw, but hands the error on in its stream.
- **hidden**: the answer ends as if nothing had happened. Whoever reads such a client must look for the end of the answer himself.
- \`part abort\`: the client says that the answer was aborted, without an error.
- \`ends\`: the answer ends as it should. \`–\`: not measured, because the wire has no such form, or because the client has no such timeout or none that fires every time.

## The faults

| fault | the server |
| --- | --- |
${faultNames.map((name) => `| \`${name}\` | ${faults[name].does} |`).join('\n')}

## Clients of the providers

${toMarkdown(tables.own)}

## LangChain

${toMarkdown(tables.langchain)}

\`@langchain/google-genai\` leaves an unhandled rejection besides at most faults in an answer.

## The AI SDK

\`streamText\`, read by its \`stream\`. The word beside an end is the SDK's finish reason: \`interrupted\`, and \`other\` without the provider's own word, are all that it says of an answer that is not whole.

${toMarkdown(tables.sdk)}

## Our adapters

A run on a real runtime, without retries: the state in which it ends, or the kind of its failure. Silence is ended by the runtime's own timeouts.

${toMarkdown(tables.adapters)}

## Lost by the client

What a client throws is judged by what it hands over. Where that is less than what the server has said, another judgement is right:

| client | faults | |
| --- | --- | --- |
${exceptions.map(lossLine(clients, adapters)).join('\n')}

Answers that are not whole, and end as if they were:

| client | hidden faults |
| --- | --- |
${hiddenLines(clients).join('\n')}
`;
}

const lossLine =
  (clients: readonly ClientCell[], adapters: readonly AdapterCell[]) =>
  ({ surface, faults: names, because }: (typeof exceptions)[number]): string => {
    const cells = [...clients, ...adapters].map((cell) => cell.surface.name);
    const surfaces = [...new Set(cells)].filter((name) => surface.test(name));
    return `| ${surfaces.join(', ')} | ${names.map((name) => `\`${name}\``).join(', ')} | ${because} |`;
  };

function hiddenLines(clients: readonly ClientCell[]): string[] {
  const hidden = Map.groupBy(clients.filter(isHidden), ({ surface }) => surface.name);
  return [...hidden].map(
    ([name, cells]) => `| ${name} | ${cells.map(({ fault }) => `\`${fault}\``).join(', ')} |`,
  );
}
