import { useTranslation } from 'react-i18next';
import classes from './api-docs.module.css';
import type { RouteDescription } from './documents.js';
import { SchemaTree } from './schema-tree.js';

/** The routes of a service: who may use each, what it takes, what it answers. */
export function RoutesList({ service, routes }: { service: string; routes: readonly RouteDescription[] }) {
  return (
    <ul className={classes['entries']}>
      {routes.map((route) => (
        <li key={`${route.method} ${route.path}`}>
          <details>
            <summary>
              <code className={classes['method']} data-method={route.method}>
                {route.method}
              </code>
              <code className={classes['path']}>
                /api/{service}
                {route.path}
              </code>
              <span className={classes['about']} lang="en">
                {route.operation.summary}
              </span>
            </summary>
            <Route route={route} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function Route({ route: { operation } }: { route: RouteDescription }) {
  const { t } = useTranslation();
  const roles = operation['x-roles'];
  return (
    <dl className={classes['facts']}>
      <dt>{t('apiDocs.roles')}</dt>
      <dd lang="en">{roles.join(', ') || '–'}</dd>
      {operation.parameters.length > 0 && (
        <>
          <dt>{t('apiDocs.parameters')}</dt>
          <dd>
            <ul className={classes['tree']} lang="en">
              {operation.parameters.map((parameter) => (
                <li key={`${parameter.in} ${parameter.name}`}>
                  <code className={classes['field']}>{parameter.name}</code>
                  {parameter.required && (
                    <abbr className={classes['must']} title={t('apiDocs.required')}>
                      *
                    </abbr>
                  )}{' '}
                  ({parameter.in}) <SchemaTree schema={parameter.schema} />
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {Object.entries(operation.requestBody?.content ?? {}).map(([media, { schema }]) => (
        <Content key={media} title={t('apiDocs.body')} media={media} schema={schema} />
      ))}
      {Object.entries(operation.responses)
        .filter(([status]) => status !== 'default')
        .map(([status, { content }]) =>
          content === undefined ? (
            <Content key={status} title={t('apiDocs.answer', { status })} />
          ) : (
            Object.entries(content).map(([media, { schema }]) => (
              <Content key={media} title={t('apiDocs.answer', { status })} media={media} schema={schema} />
            ))
          ),
        )}
    </dl>
  );
}

function Content(o: {
  title: string;
  media?: string;
  schema?: Parameters<typeof SchemaTree>[0]['schema'] | undefined;
}) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{o.title}</dt>
      <dd>
        {o.media ? <code>{o.media}</code> : t('apiDocs.nothing')}
        {o.schema && <SchemaTree schema={o.schema} />}
      </dd>
    </>
  );
}
