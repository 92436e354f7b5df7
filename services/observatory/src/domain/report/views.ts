import type { CommuneRow, Durations, Nights, Report, ReportView, Shown } from '@abri/contracts/report-api';
import { outcomes } from '../history/requests-fold.js';
import { partOf, per10000, shareOf } from './breakdown.js';
import { resultsOf } from './published.js';
import { oursOf } from './report.js';
import { isWhole, shownAlone, shownBreakdown, shownParts, veiled } from './small-counts.js';

/** A whole report as a view shows it. The outside view is for years that are over: a count watched day by day tells of one person. */
export function seenAs(view: ReportView, report: Report): Report {
  if (view === 'full') return report;
  const placesUnknown = { ...report, view, communes: report.communes.map((row) => ({ ...row, beds: null })) };
  return view === 'partner' ? placesUnknown : outside(placesUnknown);
}

function outside(report: Report): Report {
  const victims = outsideVictims(report.victims);
  const shelter = outsideShelter(report.shelter);
  const penal = outsidePenal(report.penal);
  const programmes = outsideProgrammes(report.programmes);
  return {
    ...report,
    results: resultsOf(oursOf({ victims, shelter, penal, programmes }), report.district.inhabitants),
    victims,
    shelter,
    children: outsideChildren(report.children, shelter),
    penal,
    programmes,
    communes: outsideCommunes(report.communes, programmes),
  };
}

function outsideVictims(victims: Report['victims']): Report['victims'] {
  const byCategory = shownBreakdown(victims.byCategory);
  const casesByOpener = shownBreakdown(victims.casesByOpener);
  const screeningOutcomes = shownBreakdown(victims.screeningOutcomes);
  return {
    byCategory,
    byMonth: shownBreakdown(victims.byMonth, byCategory.total),
    casesByOpener,
    casesByDoor: shownBreakdown(victims.casesByDoor, casesByOpener.total),
    closings: shownBreakdown(victims.closings),
    screeningsByLevel: shownBreakdown(victims.screeningsByLevel),
    // `caseOpened` here is nearly `screening` there.
    screeningOutcomes:
      isWhole(casesByOpener) && isWhole(screeningOutcomes) ? screeningOutcomes : veiled(screeningOutcomes),
    counsellingOutcomes: shownBreakdown(victims.counsellingOutcomes),
    appointments: shownBreakdown(victims.appointments),
  };
}

function outsideShelter(shelter: Report['shelter']): Report['shelter'] {
  const byOutcome = shownBreakdown(shelter.outcomes);
  const calls = byOutcome.total;
  const sheltered = shownBreakdown(shelter.sheltered);
  // Households sheltered, offers and beds are nearly sums of outcomes: they are told only where no outcome is hidden.
  const nearly = (count: Shown): Shown => (isWhole(byOutcome) ? shownAlone(count) : 'hidden');
  const households: Shown = isWhole(sheltered) ? nearly(shelter.shelteredHouseholds.count) : 'hidden';
  return {
    requestsByMonth: shownBreakdown(shelter.requestsByMonth, calls),
    requestsByDanger: shownBreakdown(shelter.requestsByDanger, calls),
    outcomes: byOutcome,
    withdrawals: shownBreakdown(shelter.withdrawals, partOf(byOutcome, 'withdrawn')),
    referrals: shownBreakdown(shelter.referrals, partOf(byOutcome, 'referred')),
    callsByWeekdayAndHour: shownBreakdown(shelter.callsByWeekdayAndHour, calls),
    flow: {
      nodes: ['called', ...outcomes].map((id) => ({ id })),
      links: byOutcome.parts.map(({ key, count }) => ({ from: 'called', to: key, count })),
    },
    timeToOffer: outsideDurations(shelter.timeToOffer, nearly),
    timeToBed: outsideDurations(shelter.timeToBed, nearly),
    sheltered,
    shelteredHouseholds: { count: households },
    refusals: shownBreakdown(shelter.refusals),
    nights: outsideNights(shelter.nights, typeof households === 'number'),
    nightsByMonth: null,
    unsafeAlerts: { count: shownAlone(shelter.unsafeAlerts.count) },
    moves: { count: shownAlone(shelter.moves.count) },
  };
}

/** A percentile is shown where five or more lie on either side of it: it is nobody's own time. */
function outsideDurations({ count, p50, p90, p99 }: Durations, nearly: (count: Shown) => Shown): Durations {
  const beyond = (share: number, value: number | null) => (Number(count) * (1 - share) >= 5 ? value : null);
  return { count: nearly(count), p50: beyond(0.5, p50), p90: beyond(0.9, p90), p99: beyond(0.99, p99) };
}

function outsideNights(
  { all, shelter, hotel }: Report['shelter']['nights'],
  told: boolean,
): Report['shelter']['nights'] {
  const whole = told ? shownAlone(all.occupied) : 'hidden';
  const [inShelters = 'hidden', inHotels = 'hidden'] = shownParts(whole, [
    Number(shelter.occupied),
    Number(hotel.occupied),
  ]);
  const as = ({ available }: Nights, occupied: Shown): Nights => ({
    available,
    occupied,
    occupancy: shareOf(occupied, available),
  });
  return { all: as(all, whole), shelter: as(shelter, inShelters), hotel: as(hotel, inHotels) };
}

function outsideChildren(children: Report['children'], shelter: Report['shelter']): Report['children'] {
  // In a year that is over nothing is not yet due: a part that cannot be is left out, or it would have to be covered for.
  const possible = ({ total, parts }: Report['children']['tasks']) => ({
    total,
    parts: parts.filter(({ key }) => key !== 'notYetDue'),
  });
  const firstContact = shownBreakdown(possible(children.firstContact));
  const tasks = shownBreakdown(possible(children.tasks));
  const casesByAge = shownBreakdown(children.casesByAge);
  const casesBySource = shownBreakdown(children.casesBySource, casesByAge.total);
  return {
    casesByAge,
    // Cases by `placement` are nearly the children sheltered.
    casesBySource:
      typeof partOf(shelter.sheltered, 'child') === 'number'
        ? casesBySource
        : { ...veiled(casesBySource), total: casesByAge.total },
    firstContact,
    firstContactInTime: isWhole(firstContact) ? children.firstContactInTime : null,
    // First contacts are among the tasks.
    tasks: isWhole(firstContact) ? tasks : veiled(tasks),
    leadAlerts: { count: shownAlone(children.leadAlerts.count) },
    worryingReports: shownBreakdown(children.worryingReports),
    outcomes: shownBreakdown(children.outcomes),
  };
}

function outsidePenal(penal: Report['penal']): Report['penal'] {
  const filesByDoor = shownBreakdown(penal.filesByDoor);
  const breachesByKind = shownBreakdown(penal.breachesByKind);
  const hosted = shownAlone(penal.hosted.count);
  return {
    filesByDoor,
    measures: shownBreakdown(penal.measures),
    furthest: shownBreakdown(penal.furthest, filesByDoor.total),
    decisions: shownBreakdown(penal.decisions),
    breachesByKind,
    breachesBySeverity: shownBreakdown(penal.breachesBySeverity, breachesByKind.total),
    answers: shownBreakdown(penal.answers),
    repeats: { count: shownAlone(penal.repeats.count) },
    hosted: { count: hosted },
    hostedNights: { count: typeof hosted === 'number' ? shownAlone(penal.hostedNights.count) : 'hidden' },
    zonesSet: { count: shownAlone(penal.zonesSet.count) },
    // Nearly the breaches of the kind `enteredZone`.
    zoneBreaches: { count: isWhole(breachesByKind) ? shownAlone(penal.zoneBreaches.count) : 'hidden' },
  };
}

function outsideProgrammes(programmes: Report['programmes']): Report['programmes'] {
  const sessionsByKind = shownBreakdown(programmes.sessionsByKind);
  const professionalsByField = shownBreakdown(programmes.professionalsByField);
  return {
    pupilsByLevel: shownBreakdown(programmes.pupilsByLevel),
    publicByForm: shownBreakdown(programmes.publicByForm),
    professionalsByField,
    professionalsBySubject: shownBreakdown(programmes.professionalsBySubject, professionalsByField.total),
    sessionsByKind,
    therapySessionsByAudience: shownBreakdown(programmes.therapySessionsByAudience, partOf(sessionsByKind, 'therapy')),
    sessionsByMonth: shownBreakdown(programmes.sessionsByMonth, sessionsByKind.total),
  };
}

function outsideCommunes(rows: readonly CommuneRow[], programmes: Report['programmes']): CommuneRow[] {
  const column = (name: 'pupils' | 'public' | 'sessions', total: Shown) =>
    shownParts(
      total,
      rows.map((row) => Number(row[name])),
    );
  const pupils = column('pupils', programmes.pupilsByLevel.total);
  const people = column('public', programmes.publicByForm.total);
  const sessions = column('sessions', programmes.sessionsByKind.total);
  return rows.map((row, index) => {
    const [reachedPupils, reachedPeople] = [pupils[index] ?? 'hidden', people[index] ?? 'hidden'];
    return {
      ...row,
      pupils: reachedPupils,
      pupilsPer10000: per10000(reachedPupils, row.inhabitants),
      public: reachedPeople,
      publicPer10000: per10000(reachedPeople, row.inhabitants),
      sessions: sessions[index] ?? 'hidden',
      beds: null,
    };
  });
}
