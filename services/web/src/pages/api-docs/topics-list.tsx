import { useTranslation } from 'react-i18next';
import classes from './api-docs.module.css';
import type { TopicDescription } from './documents.js';
import { SchemaTree } from './schema-tree.js';

/** The topics of a service, and every message on them. */
export function TopicsList({ topics }: { topics: readonly TopicDescription[] }) {
  const { t } = useTranslation();
  return topics.map(({ address, description, sends, reads, messages }) => (
    <section key={address} aria-labelledby={`topic-${address}`}>
      <h3 id={`topic-${address}`}>
        <code className={classes['path']}>{address}</code>
      </h3>
      <p className={classes['about']}>
        {sends && <strong>{t('apiDocs.sends')}</strong>} {reads && <strong>{t('apiDocs.reads')}</strong>}{' '}
        <span lang="en">{description}</span>
      </p>
      <ul className={classes['entries']}>
        {messages.map(({ name, payload }) => (
          <li key={name}>
            <details>
              <summary>
                <code className={classes['path']}>{name}</code>
              </summary>
              <SchemaTree schema={payload} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  ));
}
