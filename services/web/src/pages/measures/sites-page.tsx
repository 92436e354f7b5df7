import type { SiteView } from '@abri/contracts/hosting-api';
import { Button, Group, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CommuneSelect } from '../../ui/commune-select.js';
import { CountDown } from '../../ui/count-down.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { Waiting } from '../../ui/waiting.js';
import { useSiteCommand, useSites } from './api.js';
import page from '../pages.module.css';
import classes from './measures.module.css';
import { communeName } from './words.js';

/** Every hosting site with its places: free, held, confirmed, occupied. Nobody is named here. */
export function SitesPage() {
  const { t } = useTranslation();
  const query = useSites();
  const [opening, setOpening] = useState(false);
  const sites = query.data?.pages.flatMap((page) => page.sites);
  return (
    <div className={page['page']}>
      <Link className={page['name']} to="/measures">
        {t('measures.back')}
      </Link>
      <header className={page['header']}>
        <h1>{t('measures.sites.title')}</h1>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpening(true)}>
          {t('measures.sites.open')}
        </Button>
      </header>
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {!sites && !query.isError && <Waiting />}
      {sites?.length === 0 && <Text c="dimmed">{t('measures.sites.none')}</Text>}
      {sites?.map((site) => (
        <Site key={site.siteId} site={site} />
      ))}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('measures.more')}
        </Button>
      )}
      <Text size="sm" c="dimmed">
        {t('measures.sites.note')}
      </Text>
      {opening && <OpenSite onClose={() => setOpening(false)} />}
    </div>
  );
}

function Site({ site }: { site: SiteView }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [label, setLabel] = useState('');
  const add = useSiteCommand(
    (text: string) => ({ path: `/${site.siteId}/places`, body: { label: text } }),
    () => {
      setAdding(false);
      setLabel('');
    },
  );
  const remove = useSiteCommand((placeId: string) => ({ path: `/${site.siteId}/places/${placeId}`, method: 'DELETE' }));
  return (
    <Section
      title={`${site.name} – ${communeName(site.commune)}`}
      aside={t('measures.sites.freeOf', { count: site.places.length - site.holds.length, total: site.places.length })}
    >
      <ProblemAlert error={add.error ?? remove.error} />
      <ul className={classes['places']}>
        {site.places.map((place) => {
          const hold = site.holds.find((one) => one.placeId === place.placeId);
          return (
            <li key={place.placeId} data-taken={hold !== undefined}>
              <strong>{place.label}</strong>
              <span>{hold ? t(`measures.sites.state.${hold.state}`) : t('measures.sites.free')}</span>
              {hold?.state === 'held' && <CountDown until={hold.expiresAt} label={t('measures.sites.state.held')} />}
              {!hold && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  aria-label={t('measures.sites.removeOf', { place: place.label })}
                  onClick={() => remove.mutate(place.placeId)}
                >
                  {t('measures.sites.remove')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {adding ? (
        <form
          className={page['form']}
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate(label);
          }}
        >
          <TextInput
            label={t('measures.sites.label')}
            required
            maxLength={40}
            value={label}
            onChange={({ currentTarget: { value } }) => setLabel(value)}
          />
          <Button size="xs" type="submit" loading={add.isPending}>
            {t('app.save')}
          </Button>
        </form>
      ) : (
        <Button
          size="xs"
          mt="sm"
          variant="default"
          aria-label={t('measures.sites.addTo', { site: site.name })}
          onClick={() => setAdding(true)}
        >
          {t('measures.sites.add')}
        </Button>
      )}
    </Section>
  );
}

function OpenSite({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [commune, setCommune] = useState<string | null>(null);
  const [places, setPlaces] = useState('');
  const labels = places
    .split('\n')
    .map((label) => label.trim())
    .filter(Boolean)
    .map((label) => ({ label }));
  const open = useSiteCommand(() => ({ path: '', body: { name, commune, places: labels } }), onClose);
  return (
    <Dialog opened onClose={onClose} title={t('measures.sites.open')}>
      <form
        className={page['form']}
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate(undefined);
        }}
      >
        <div className={page['fields']}>
          <TextInput
            label={t('measures.sites.name')}
            required
            maxLength={120}
            value={name}
            onChange={({ currentTarget: { value } }) => setName(value)}
          />
          <CommuneSelect label={t('measures.zones.commune')} required value={commune} onChange={setCommune} />
        </div>
        <Textarea
          className={page['wide']}
          label={t('measures.sites.places')}
          required
          minRows={3}
          autosize
          value={places}
          onChange={({ currentTarget: { value } }) => setPlaces(value)}
        />
        <ProblemAlert error={open.error} />
        <Group>
          <Button type="submit" loading={open.isPending} disabled={commune === null || labels.length === 0}>
            {t('app.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
