import type { Report } from '@abri/contracts/report-api';
import { useTranslation } from 'react-i18next';
import { BarTable } from './bar-table.js';
import { DurationsChart } from './durations-chart.js';
import { Figures } from './figures.js';
import { CallsSection, FlowSection } from './flow-section.js';
import { MonthChart } from './month-chart.js';
import { NightsSection } from './nights-section.js';
import classes from './observatory.module.css';
import { numberWords, rateWords, shareWords, shownWords } from './words.js';

const victims = [
  ...['byCategory', 'casesByDoor', 'casesByOpener', 'closings'],
  ...['screeningsByLevel', 'screeningOutcomes', 'counsellingOutcomes', 'appointments'],
] as const satisfies readonly (keyof Report['victims'])[];
const childrenParts = [
  ...['firstContact', 'tasks', 'casesByAge', 'casesBySource', 'worryingReports', 'outcomes'],
] as const satisfies readonly (keyof Report['children'])[];
const penalParts = [
  ...['furthest', 'measures', 'decisions', 'filesByDoor', 'breachesByKind', 'breachesBySeverity', 'answers'],
] as const satisfies readonly (keyof Report['penal'])[];
const programmesParts = [
  ...['sessionsByKind', 'pupilsByLevel', 'publicByForm', 'professionalsByField', 'professionalsBySubject'],
  'therapySessionsByAudience',
] as const satisfies readonly (keyof Report['programmes'])[];
const shelterParts = [
  ...['outcomes', 'requestsByDanger', 'sheltered', 'refusals', 'withdrawals', 'referrals'],
] as const satisfies readonly (keyof Report['shelter'])[];

/** Victims, as victim support counts them. */
export function Victims({ report }: { report: Report }) {
  return (
    <div className={classes['grid']}>
      <MonthChart figure="victims.byMonth" data={report.victims.byMonth} />
      {victims.map((name) => (
        <BarTable key={name} figure={`victims.${name}`} data={report.victims[name]} />
      ))}
    </div>
  );
}

/** Shelter use: from the call to the last night, and the yardstick of family places. */
export function ShelterUse({ report }: { report: Report }) {
  const { t, i18n } = useTranslation();
  const { shelter, familyPlaces } = report;
  const number = (value: number) => numberWords(i18n.language, value);
  return (
    <>
      <Figures
        figures={[
          {
            name: t('observatory.figure.shelter.shelteredHouseholds'),
            value: shownWords(t, i18n.language, shelter.shelteredHouseholds.count),
          },
          { name: t('observatory.figure.shelter.moves'), value: shownWords(t, i18n.language, shelter.moves.count) },
          {
            name: t('observatory.figure.shelter.unsafeAlerts'),
            value: shownWords(t, i18n.language, shelter.unsafeAlerts.count),
          },
          {
            name: t('observatory.places.title'),
            value: t('observatory.places.of', {
              there: number(familyPlaces.there),
              needed: number(familyPlaces.needed),
            }),
            note: t('observatory.places.note', {
              rate: rateWords(i18n.language, familyPlaces.per10000),
              shared: number(familyPlaces.sharedBeds),
              hotel: number(familyPlaces.hotelBeds),
            }),
          },
        ]}
      />
      <FlowSection shelter={shelter} />
      <CallsSection shelter={shelter} />
      <div className={classes['grid']}>
        <MonthChart figure="shelter.requestsByMonth" data={shelter.requestsByMonth} />
        <DurationsChart shelter={shelter} />
        <NightsSection shelter={shelter} />
        {shelterParts.map((name) => (
          <BarTable key={name} figure={`shelter.${name}`} data={shelter[name]} />
        ))}
      </div>
    </>
  );
}

/** Children, as child follow-up counts them. */
export function Children({ report: { children } }: { report: Report }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <Figures
        figures={[
          {
            name: t('observatory.figure.children.firstContactInTime'),
            value: shareWords(i18n.language, children.firstContactInTime),
            note: t('observatory.inTimeNote'),
          },
          {
            name: t('observatory.figure.children.leadAlerts'),
            value: shownWords(t, i18n.language, children.leadAlerts.count),
          },
        ]}
      />
      <div className={classes['grid']}>
        {childrenParts.map((name) => (
          <BarTable key={name} figure={`children.${name}`} data={children[name]} />
        ))}
      </div>
    </>
  );
}

/** The graded penal response: how far it went, breaches and what answered them, hosting away from home. */
export function Penal({ report: { penal } }: { report: Report }) {
  const { t, i18n } = useTranslation();
  const singles = ['hosted', 'hostedNights', 'repeats', 'zonesSet', 'zoneBreaches'] as const;
  return (
    <>
      <Figures
        figures={singles.map((name) => ({
          name: t(`observatory.figure.penal.${name}`),
          value: shownWords(t, i18n.language, penal[name].count),
        }))}
      />
      <div className={classes['grid']}>
        {penalParts.map((name) => (
          <BarTable key={name} figure={`penal.${name}`} data={penal[name]} />
        ))}
      </div>
    </>
  );
}

/** Awareness, training and therapy. */
export function Programmes({ report: { programmes } }: { report: Report }) {
  return (
    <div className={classes['grid']}>
      <MonthChart figure="programmes.sessionsByMonth" data={programmes.sessionsByMonth} />
      {programmesParts.map((name) => (
        <BarTable key={name} figure={`programmes.${name}`} data={programmes[name]} />
      ))}
    </div>
  );
}
