import type { RankedPlace, Ranking, Reason } from '@abri/contracts/placement';
import { communeOf } from '@abri/geo/district';
import { Badge, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './ranked-places.module.css';
import { tellingReasons } from './telling-reasons.js';

interface Choosing {
  onTake: (place: RankedPlace) => void;
  /** The shelter that is being held now. */
  taking: string | null;
  /** What the button does, where it does not hold a first place: in short, and with the house's name. */
  label?: string;
  labelOf?: (name: string) => string;
}

/** The best places with why each is good, and which rule excluded how many houses. */
export function RankedPlaces({ ranking, choosing }: { ranking: Ranking; choosing?: Choosing }) {
  const { t } = useTranslation();
  const telling = tellingReasons(ranking.places);
  const excluded = ranking.exclusions.reduce((sum, { shelters }) => sum + shelters, 0);
  return (
    <div data-testid="ranking">
      {ranking.places.length === 0 && (
        <div className={classes['none']}>
          <strong>{t('hotline.placesNone')}</strong>
          {!choosing && <Text size="sm">{t('hotline.placesNoneNext')}</Text>}
        </div>
      )}
      <ol className={classes['places']}>
        {ranking.places.map((place, index) => (
          <li key={place.shelterId}>
            <Place place={place} reasons={telling(place)} best={index === 0} choosing={choosing} />
          </li>
        ))}
      </ol>
      {excluded > 0 && (
        <div className={classes['excluded']}>
          <Text size="sm" fw={600}>
            {t('hotline.excluded', { count: excluded })}
          </Text>
          <ul>
            {ranking.exclusions.map(({ rule, shelters }) => (
              <li key={rule}>
                <span>{t(`rule.${rule}`)}</span>
                <span className="num">{t('hotline.excludedBy', { count: shelters })}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Text size="xs" c="dimmed" mt="xs">
        {t('hotline.placesConsidered', { count: ranking.considered })}
      </Text>
    </div>
  );
}

function Place(o: { place: RankedPlace; reasons: Reason[]; best: boolean; choosing?: Choosing }) {
  const { place, reasons, best, choosing } = o;
  const { t, i18n } = useTranslation();
  const beds = place.allocations.reduce((sum, allocation) => sum + allocation.beds, 0);
  const cots = place.allocations.reduce((sum, allocation) => sum + allocation.cots, 0);
  const points = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const km = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <article className={classes['place']} data-best={best}>
      <div className={classes['head']}>
        <strong>{place.shelterName}</strong>
        {place.kind === 'hotel' && (
          <Badge variant="outline" color="gray" size="sm">
            {t('kind.hotel')}
          </Badge>
        )}
        {best && !choosing && <span className={classes['best']}>{t('hotline.bestPlace')}</span>}
        {choosing && (
          <Button
            size="xs"
            variant={best ? 'filled' : 'default'}
            aria-label={choosing.labelOf?.(place.shelterName) ?? t('hotline.takeOf', { name: place.shelterName })}
            loading={choosing.taking === place.shelterId}
            disabled={choosing.taking !== null && choosing.taking !== place.shelterId}
            onClick={() => choosing.onTake(place)}
          >
            {choosing.label ?? t('hotline.take')}
          </Button>
        )}
      </div>
      <div className={classes['facts']}>
        <span>{communeOf(place.commune)?.name ?? place.commune}</span>
        <span>
          {place.distanceKm === null
            ? t('hotline.distanceUnknown')
            : t('hotline.km', { km: km.format(place.distanceKm) })}
        </span>
        <span>
          {t('hotline.beds', { count: beds })}
          {cots > 0 && `, ${t('hotline.cots', { count: cots })}`}
        </span>
        <span>{t(`acceptance.${place.acceptance}`)}</span>
      </div>
      <ul className={classes['reasons']} aria-label={t('hotline.why')}>
        {reasons.map((reason) => (
          <li key={reason.rule}>
            {t(`score.${reason.rule}`)} <b className="num">{points.format(reason.points)}</b>
          </li>
        ))}
      </ul>
    </article>
  );
}
