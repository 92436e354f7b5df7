import type { PlacementView } from '@abri/contracts/matching-api';
import { Button, CopyButton, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { mostLinkCodes, useGiveLinkCode } from '../../api/matching.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import classes from './safety.module.css';

/** Gives out a code that ties a zone to this case. It is told once, and kept in this component's memory and nowhere else. */
export function LinkCode({ request }: { request: PlacementView }) {
  const { t } = useTranslation();
  const giving = useGiveLinkCode(request.requestId);
  const given = request.links.length;
  const code = giving.data?.code;
  return (
    <Section
      title={t('safety.link.title')}
      aside={given > 0 ? t('safety.link.given', { count: given, most: mostLinkCodes }) : undefined}
    >
      <Text size="sm" mb="xs">
        {t('safety.link.explain')}
      </Text>
      <div role="status">
        {code !== undefined && (
          <div className={classes['code']}>
            <output className={classes['spelled']} aria-label={t('safety.link.code')} data-testid="link-code">
              {code}
            </output>
            <Text size="sm">{t('safety.link.once')}</Text>
          </div>
        )}
      </div>
      {code === undefined ? (
        <Button
          variant="default"
          leftSection={<IconLink size={16} aria-hidden />}
          disabled={given >= mostLinkCodes}
          loading={giving.isPending}
          onClick={() => giving.mutate(undefined)}
        >
          {t('safety.link.give')}
        </Button>
      ) : (
        <div className={classes['actions']}>
          <CopyButton value={code} timeout={4_000}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
                onClick={copy}
              >
                {copied ? t('safety.link.copied') : t('safety.link.copy')}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={giving.reset}>
            {t('safety.link.hide')}
          </Button>
        </div>
      )}
      <ProblemAlert error={giving.error} />
    </Section>
  );
}
