/** The processes that share a PostgreSQL, with buttons that kill them, and who has performed the attempts of a run. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DemoNode, DemoNodes } from '../../demo-api.ts';
import { killNode, readNodes } from './demo-client.ts';

/** Time between two looks at the nodes, milliseconds. */
const everyMs = 1_000;

/** @param runId the run whose attempts are shown */
export function NodesPanel({ runId }: { runId: string | undefined }) {
  const { t } = useTranslation('playground');
  const { nodes, attempts } = useNodes(runId);
  return (
    <section className="panel nodes" aria-label={t('nodes.label')}>
      <h2>{t('nodes.label')}</h2>
      <ul>
        {nodes.map((node) => (
          <NodeItem key={node.pid} node={node} />
        ))}
      </ul>
      {attempts.length > 0 && (
        <>
          <h3>{t('nodes.attempts')}</h3>
          <ol>
            {attempts.map(({ fence, outcome, node }) => (
              <li key={fence} data-outcome={outcome}>
                {t('nodes.attempt', {
                  node,
                  outcome: t(`nodes.outcome.${outcome}` as 'nodes.outcome.lost'),
                })}
              </li>
            ))}
          </ol>
        </>
      )}
      <p className="note">{t('nodes.note')}</p>
    </section>
  );
}

function NodeItem({ node: { name, pid, url, isSelf, answers } }: { node: DemoNode }) {
  const { t } = useTranslation('playground');
  return (
    <li data-node={name}>
      <span className="node-name">
        {isSelf ? name : <a href={url}>{name}</a>}
        {isSelf && <span className="note">{t('nodes.self')}</span>}
      </span>
      <span className="note">{t('nodes.answers', { count: answers })}</span>
      <button type="button" className="danger" onClick={() => void killNode(pid)}>
        {t('nodes.kill', { name })}
      </button>
    </li>
  );
}

function useNodes(runId: string | undefined): DemoNodes {
  const [known, setKnown] = useState<DemoNodes>({ nodes: [], attempts: [] });
  useEffect(() => {
    let isCurrent = true;
    const look = () =>
      readNodes(runId).then(
        (found) => {
          if (isCurrent) setKnown(found);
        },
        // The node that serves the page is asked again when it is back.
        () => {},
      );
    void look();
    const timer = setInterval(() => void look(), everyMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [runId]);
  return known;
}
