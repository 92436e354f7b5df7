import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isGone } from '../api/problem.js';
import { ProblemAlert } from './problem-alert.js';
import { Waiting } from './waiting.js';

/**
 * What was asked for, and what is wrong with asking. It stays while it cannot be asked for again, since somebody may be writing in it;
 * what is not there for this person any more is not shown from memory. `title`: the heading of a page without it.
 */
export function Found<T>({
  query,
  title,
  children,
}: {
  query: UseQueryResult<T>;
  title: string;
  children: (data: T) => ReactNode;
}) {
  const shown = query.data !== undefined && !isGone(query.error) ? query.data : undefined;
  return (
    <>
      {shown === undefined && query.isError && <h1>{title}</h1>}
      {query.isError && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      {shown !== undefined ? children(shown) : !query.isError && <Waiting />}
    </>
  );
}
