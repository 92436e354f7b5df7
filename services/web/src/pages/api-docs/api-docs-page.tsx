import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Route, Routes, useParams } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { Waiting } from '../../ui/waiting.js';
import page from '../pages.module.css';
import classes from './api-docs.module.css';
import { useDocumentedServices, useRoutes, useTopics } from './documents.js';
import { RoutesList } from './routes-list.js';
import { TopicsList } from './topics-list.js';

/** What each service offers to others: its routes and its messages, from the services' own descriptions. */
export function ApiDocsPage() {
  const { t } = useTranslation();
  const query = useDocumentedServices();
  const services = query.data?.services ?? [];
  return (
    <div className={page['page']}>
      <h1>{t('apiDocs.title')}</h1>
      <p className={classes['about']}>{t('apiDocs.about')}</p>
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      <nav className={classes['services']} aria-label={t('apiDocs.services')}>
        {services.map((service) => (
          <NavLink key={service} to={`/api-docs/${service}`} lang="en">
            {service}
          </NavLink>
        ))}
      </nav>
      <Routes>
        <Route index element={services[0] ? <Navigate to={services[0]} replace /> : null} />
        <Route path=":service" element={<Service />} />
      </Routes>
    </div>
  );
}

function Service() {
  const { t } = useTranslation();
  const { service = '' } = useParams();
  const [sought, setSought] = useState('');
  const [routes, topics] = [useRoutes(service), useTopics(service)];
  const has = (text: string) => text.toLowerCase().includes(sought.trim().toLowerCase());
  const foundRoutes = routes.data?.routes.filter(({ method, path, operation }) =>
    has(`${method} ${path} ${operation.summary} ${operation['x-roles'].join(' ')}`),
  );
  const foundTopics = topics.data?.topics.flatMap((topic) => {
    const messages = has(topic.address) ? topic.messages : topic.messages.filter(({ name }) => has(name));
    return messages.length > 0 ? [{ ...topic, messages }] : [];
  });
  return (
    <>
      <TextInput
        label={t('apiDocs.find')}
        value={sought}
        maxLength={80}
        onChange={({ currentTarget: { value } }) => setSought(value)}
        className={classes['find'] ?? ''}
      />
      <Section
        title={t('apiDocs.routes', { count: foundRoutes?.length ?? 0 })}
        aside={
          <a className={page['name']} href={`/api/docs/${service}/openapi.json`}>
            OpenAPI (JSON)
          </a>
        }
      >
        <p className={classes['about']} lang="en">
          {routes.data?.about}
        </p>
        <ProblemAlert error={routes.error} onRetry={() => void routes.refetch()} />
        {foundRoutes ? <RoutesList service={service} routes={foundRoutes} /> : <Waits shown={routes.isPending} />}
      </Section>
      <Section
        title={t('apiDocs.topics', { count: foundTopics?.length ?? 0 })}
        aside={
          <a className={page['name']} href={`/api/docs/${service}/asyncapi.json`}>
            AsyncAPI (JSON)
          </a>
        }
      >
        <p className={classes['about']} lang="en">
          {topics.data?.about}
        </p>
        <ProblemAlert error={topics.error} onRetry={() => void topics.refetch()} />
        {foundTopics ? <TopicsList topics={foundTopics} /> : <Waits shown={topics.isPending} />}
      </Section>
    </>
  );
}

const Waits = ({ shown }: { shown: boolean }) => (shown ? <Waiting /> : null);
