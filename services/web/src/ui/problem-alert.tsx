import { Alert, Button, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, NoAnswer, problemName } from '../api/problem.js';

/** What went wrong and what to do next, in the reader's language. Shows nothing without an error. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t, i18n } = useTranslation();
  if (!error) return null;
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  const key = `problem.${problem ? problemName(problem) : 'internal'}`;
  const known = i18n.exists(key);
  const title = problem
    ? known
      ? String(t(key as 'problem.internal'))
      : problem.title
    : error instanceof NoAnswer && error.why === 'unreadable'
      ? t('problems.unreadable')
      : error instanceof NoAnswer && error.why === 'offline'
        ? t('problems.offline')
        : t('problems.noAnswer');
  return (
    <Alert
      role="alert"
      color="rose"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={title}
      data-testid="problem"
    >
      {!known && problem?.detail && <Text size="sm">{problem.detail}</Text>}
      {problem?.violations && problem.violations.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t('problems.fields')}
          </Text>
          <List size="sm">
            {problem.violations.map(({ pointer, message }) => (
              <List.Item key={`${pointer} ${message}`}>
                <code>{pointer}</code>: <span lang="en">{message}</span>
              </List.Item>
            ))}
          </List>
        </>
      )}
      {!problem && onRetry && <Text size="sm">{t('problems.noAnswerNext')}</Text>}
      {problem?.traceId && /[^0]/.test(problem.traceId) && (
        <Text size="xs" c="dimmed">
          {t('problems.trace', { id: problem.traceId })}
        </Text>
      )}
      {onRetry && (
        <Button size="xs" mt="xs" variant="default" onClick={onRetry}>
          {problem ? t('app.retry') : t('problems.sendAgain')}
        </Button>
      )}
    </Alert>
  );
}
