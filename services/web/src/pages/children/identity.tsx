import { ChildIdentity, type CaseView } from '@abri/contracts/child-followup-api';
import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { useCaseCommand } from './api.js';
import classes from './children.module.css';
import { emptyIdentity, IdentityFields, identityOf, typedOf } from './identity-fields.js';
import { dayWords } from './words.js';

/** Who the child is, and the way to write it down. */
export function Identity({ view, editable }: { view: CaseView; editable: boolean }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const { identity } = view;
  const facts: [string, string | undefined][] = identity
    ? [
        [t('children.familyName'), identity.familyName],
        [t('children.givenNames'), identity.givenNames],
        [t('children.otherNames').replace(/ \(.*/, ''), identity.otherNames.join('; ') || undefined],
        [t('children.birthDate'), identity.birthDate && dayWords(i18n.language, identity.birthDate)],
        [t('children.safeParent'), identity.safeParent?.name],
        [t('children.phone'), identity.safeParent?.phone],
        [t('children.school'), identity.school],
      ]
    : [];
  return (
    <Section title={t('children.identity')} tone={!identity && editable ? 'next' : 'plain'}>
      {!identity && <Text mb="xs">{t(view.case.erased ? 'children.erased' : 'children.identityNone')}</Text>}
      {identity && (
        <dl className={classes['facts']}>
          {facts.map(([label, value]) =>
            value ? [<dt key={label}>{label}</dt>, <dd key={`${label} is`}>{value}</dd>] : null,
          )}
        </dl>
      )}
      {editable && !view.case.erased && (
        <Button variant={identity ? 'default' : 'filled'} size="xs" onClick={() => setOpen(true)}>
          {t(identity ? 'children.identityEdit' : 'children.identityAdd')}
        </Button>
      )}
      {open && <IdentityDialog view={view} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function IdentityDialog({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(view.identity ? typedOf(view.identity) : emptyIdentity);
  const save = useCaseCommand(
    view.case.caseId,
    (body: ChildIdentity) => ({ path: '/identity', method: 'PUT', body }),
    onClose,
  );
  const body = ChildIdentity.safeParse(identityOf(typed));
  return (
    <Dialog opened onClose={onClose} title={t('children.identity')} size="44rem">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (body.success) save.mutate(body.data);
        }}
      >
        <Stack gap="sm">
          <IdentityFields value={typed} onChange={setTyped} required />
          <ProblemAlert error={save.error} />
          <Button type="submit" loading={save.isPending}>
            {t('app.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
