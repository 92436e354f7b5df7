import type { PlacementView } from '@abri/contracts/matching-api';
import { Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moveNews, type MoveNews } from './news.js';
import classes from './safety.module.css';

/** Says what became of a move while the page was open; a request that is opened later shows only where it stands. */
export function MoveOutcome({ request }: { request: PlacementView }) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState(request);
  const [told, setTold] = useState<MoveNews | null>(null);
  if (seen !== request) {
    const news = moveNews(seen, request);
    setSeen(request);
    if (news) setTold(news);
    else if (request.moving || request.status.state !== 'placed') setTold(null);
  }
  return (
    <div role="status">
      {told && (
        <div className={classes['outcome']} data-testid="move-outcome">
          <IconArrowRight aria-hidden />
          <div>
            <strong>
              {told.news === 'moved'
                ? t('safety.move.moved', { from: told.from, to: told.to })
                : t('safety.move.notMoved', { house: told.house })}
            </strong>
            {told.news === 'moved' && <Text size="sm">{t('safety.move.movedText')}</Text>}
          </div>
        </div>
      )}
    </div>
  );
}
