/** A figure of the report: by what it is called, and from which events it is counted (docs/observatory-counts.md). */
export interface FigureWords {
  fr: string;
  en: string;
  events: string;
}
const of = (fr: string, en: string, events: string): FigureWords => ({ fr, en, events });

/** Every figure by its path in the report; a breakdown stands for its parts, `communes` and `nightsByMonth` for their rows. */
export const figureWords: Readonly<Record<string, FigureWords>> = {
  'results.pupils': of('Élèves sensibilisés', 'Pupils made aware', 'SessionHeld, SessionCountCorrected'),
  'results.professionals': of('Professionnels formés', 'Professionals trained', 'ProfessionalTrained'),
  'results.victims': of('Victimes prises en charge', 'Victims taken care of', 'PersonTakenCareOf'),
  'results.women': of('dont femmes', 'of whom women', 'PersonTakenCareOf'),
  'results.men': of('dont hommes', 'of whom men', 'PersonTakenCareOf'),
  'results.children': of('dont enfants', 'of whom children', 'PersonTakenCareOf'),
  'results.sheltered': of('Victimes hébergées', 'Victims sheltered', 'PlacementConfirmed, PlacementArrived'),
  'results.mediations': of('Médiations pénales', 'Penal mediations', 'MeasureStarted'),
  'results.probations': of('Suivis probatoires', 'Probations', 'MeasureStarted'),
  'results.socialSurveys': of('Enquêtes sociales rapides', 'Short social surveys', 'MeasureStarted'),
  'results.hosted': of('Conjoints violents hébergés', 'Violent spouses hosted', 'HostedPersonArrived'),
  'results.therapySessions': of(
    'Séances de groupe (hommes, femmes, enfants)',
    'Group therapy sessions (men, women, children)',
    'SessionHeld',
  ),
  'victims.byCategory': of(
    'Victimes prises en charge, par catégorie',
    'Victims taken care of, by category',
    'PersonTakenCareOf',
  ),
  'victims.byMonth': of('Victimes prises en charge, par mois', 'Victims taken care of, by month', 'PersonTakenCareOf'),
  'victims.casesByDoor': of('Dossiers ouverts, par porte d’entrée', 'Cases opened, by door', 'CaseOpened'),
  'victims.casesByOpener': of('Dossiers ouverts, par origine', 'Cases opened, by who opened them', 'CaseOpened'),
  'victims.closings': of('Dossiers clos, par motif', 'Cases closed, by reason', 'CaseClosed'),
  'victims.screeningsByLevel': of('Repérages, par niveau', 'Screenings, by level', 'ScreeningRecorded'),
  'victims.screeningOutcomes': of('Suites des repérages', 'What followed screenings', 'ScreeningFollowed'),
  'victims.counsellingOutcomes': of(
    'Accompagnements terminés, par résultat',
    'Counselling ended, by outcome',
    'CounsellingEnded',
  ),
  'victims.appointments': of('Rendez-vous', 'Appointments', 'AppointmentEnded'),
  'shelter.requestsByMonth': of(
    'Demandes, par mois de l’appel',
    'Requests, by month of the call',
    'PlacementRequested',
  ),
  'shelter.requestsByDanger': of('Demandes, par niveau de danger', 'Requests, by danger level', 'PlacementRequested'),
  'shelter.outcomes': of(
    'Demandes de l’année, par issue',
    'Requests of the year, by outcome',
    'PlacementConfirmed, PlacementArrived, PlacementEnded, RequestWithdrawn, RequestReferred, HouseholdStaysHome',
  ),
  'shelter.withdrawals': of('Demandes retirées, par motif', 'Requests withdrawn, by reason', 'RequestWithdrawn'),
  'shelter.referrals': of('Demandes réorientées', 'Requests referred', 'RequestReferred'),
  'shelter.callsByWeekdayAndHour': of(
    'Appels par jour (1 = lundi) et heure',
    'Calls by weekday (1 = Monday) and hour',
    'PlacementRequested',
  ),
  'shelter.timeToOffer': of(
    'De l’appel à la première offre (ms)',
    'From the call to the first offer (ms)',
    'PlacementRequested, PlacementOffered',
  ),
  'shelter.timeToBed': of(
    'De l’appel au lit confirmé (ms)',
    'From the call to the confirmed bed (ms)',
    'PlacementRequested, PlacementConfirmed',
  ),
  'shelter.sheltered': of('Personnes hébergées', 'People sheltered', 'PlacementConfirmed, PlacementArrived'),
  'shelter.shelteredHouseholds': of('Ménages hébergés', 'Households sheltered', 'PlacementArrived'),
  'shelter.refusals': of('Refus des maisons, par motif', 'Refusals by houses, by reason', 'HoldDeclined, HoldExpired'),
  'shelter.nights': of(
    'Nuitées : lits en service et occupés',
    'Bed nights: in service and occupied',
    'UnitAdded and what changes it, HouseholdArrived, HouseholdLeft',
  ),
  'shelter.nightsByMonth': of(
    'Nuitées par mois',
    'Bed nights by month',
    'UnitAdded and what changes it, HouseholdArrived, HouseholdLeft',
  ),
  'shelter.unsafeAlerts': of(
    'Alertes : un hébergement n’est plus sûr',
    'Alerts that a place was not safe any more',
    'PlacementUnsafe',
  ),
  'shelter.moves': of('Ménages déplacés', 'Households moved', 'PlacementMoved'),
  familyPlaces: of(
    'Places familiales, pour 10 000 habitants (Convention d’Istanbul, rapport explicatif, § 135)',
    'Family places, per 10,000 inhabitants (Istanbul Convention, explanatory report, § 135)',
    'UnitAdded and what changes it',
  ),
  'children.casesByAge': of(
    'Suivis d’enfants ouverts, par âge',
    'Follow-ups of children opened, by age',
    'CaseOpened, CaseJoined',
  ),
  'children.casesBySource': of(
    'Suivis d’enfants ouverts, par origine',
    'Follow-ups of children opened, by source',
    'CaseOpened, CaseJoined',
  ),
  'children.firstContact': of(
    'Premiers contacts',
    'First contacts',
    'TaskOpened, TaskDone, TaskCancelled, TaskReopened',
  ),
  'children.firstContactInTime': of(
    'Premiers contacts dans les délais (part)',
    'First contacts in time (share)',
    'TaskOpened, TaskDone, TaskReopened',
  ),
  'children.tasks': of('Tâches', 'Tasks', 'TaskOpened, TaskDone, TaskCancelled, TaskReopened, CaseJoined'),
  'children.leadAlerts': of(
    'Retards non vus, signalés au responsable',
    'Overdue unseen, told to the lead',
    'LeadAlerted',
  ),
  'children.worryingReports': of(
    'Informations préoccupantes à la CRIP',
    'Worrying reports to the CRIP',
    'WorryingReportMade',
  ),
  'children.outcomes': of('Suivis clos, par motif', 'Follow-ups closed, by reason', 'CaseClosed'),
  'penal.filesByDoor': of('Dossiers pénaux ouverts, par origine', 'Penal files opened, by source', 'FileOpened'),
  'penal.measures': of('Mesures commencées', 'Measures begun', 'MeasureStarted'),
  'penal.furthest': of(
    'Dossiers ouverts, par plus haute mesure atteinte',
    'Files opened, by highest measure reached',
    'FileOpened, MeasureStarted',
  ),
  'penal.decisions': of('Décisions', 'Decisions', 'DecisionTaken'),
  'penal.breachesByKind': of('Manquements, par nature', 'Breaches, by kind', 'MeasureBreached'),
  'penal.breachesBySeverity': of('Manquements, par gravité', 'Breaches, by severity', 'MeasureBreached'),
  'penal.answers': of('Manquements sans nouvelle mesure', 'Breaches answered without a new measure', 'BreachAnswered'),
  'penal.repeats': of('Dossiers avec un second manquement', 'Files with a second breach', 'MeasureBreached'),
  'penal.hosted': of('Conjoints violents hébergés', 'Violent spouses hosted', 'HostedPersonArrived'),
  'penal.hostedNights': of(
    'Nuitées des conjoints hébergés',
    'Nights of spouses hosted',
    'HostedPersonArrived, HostedPersonLeft',
  ),
  'penal.zonesSet': of('Zones d’exclusion posées', 'Exclusion zones set', 'ZoneSet'),
  'penal.zoneBreaches': of('Entrées dans une zone d’exclusion', 'Exclusion zones entered', 'ZoneBreached'),
  'programmes.pupilsByLevel': of(
    'Élèves sensibilisés, par niveau',
    'Pupils made aware, by level',
    'SessionHeld, SessionCountCorrected',
  ),
  'programmes.publicByForm': of(
    'Grand public touché, par forme',
    'General public reached, by form',
    'SessionHeld, SessionCountCorrected',
  ),
  'programmes.professionalsByField': of(
    'Professionnels formés, par champ',
    'Professionals trained, by field',
    'ProfessionalTrained',
  ),
  'programmes.professionalsBySubject': of(
    'Professionnels formés, par thème',
    'Professionals trained, by subject',
    'ProfessionalTrained',
  ),
  'programmes.therapySessionsByAudience': of(
    'Séances de groupe, par public',
    'Group therapy sessions, by audience',
    'SessionHeld',
  ),
  'programmes.sessionsByKind': of('Séances tenues, par action', 'Sessions held, by kind', 'SessionHeld'),
  'programmes.sessionsByMonth': of('Séances tenues, par mois', 'Sessions held, by month', 'SessionHeld'),
  communes: of(
    'Par commune : élèves, public, séances ; lits pour l’observatoire seul',
    'By commune: pupils, public, sessions; beds for the observatory alone',
    'SessionHeld, SessionCountCorrected; UnitAdded and what changes it',
  ),
};

/** The words of a figure, or of the breakdown or table in which it is a part; undefined where it has none. */
export function wordsOf(figure: string): FigureWords | undefined {
  const steps = figure.split('.');
  for (let length = steps.length; length > 0; length--) {
    const words = figureWords[steps.slice(0, length).join('.')];
    if (words) return words;
  }
  return undefined;
}
