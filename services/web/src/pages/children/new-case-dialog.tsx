import { ChildIdentity, OpenCase } from '@abri/contracts/child-followup-api';
import { Referrer } from '@abri/contracts/child-case';
import { dangerOrder } from '@abri/contracts/vocabulary';
import { Button, NativeSelect, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useOpenCase, type useTeams } from './api.js';
import classes from './children.module.css';
import { emptyIdentity, IdentityFields, identityOf } from './identity-fields.js';

/** Opens a case for a child that somebody refers. */
export function NewCaseDialog(o: {
  teams: ReturnType<typeof useTeams>;
  onClose: () => void;
  onOpened: (caseId: string) => void;
}) {
  const { t } = useTranslation();
  const open = useOpenCase((view) => o.onOpened(view.case.caseId));
  const [referrer, setReferrer] = useState<string>('school');
  const [sex, setSex] = useState('girl');
  const [age, setAge] = useState<number | string>(8);
  const [danger, setDanger] = useState<string>('increased');
  const [chosenTeam, setTeam] = useState('');
  const team = chosenTeam || (o.teams.mine[0] ?? '');
  const [identity, setIdentity] = useState(emptyIdentity);
  const named = Object.values(identity).some((value) => value.trim() !== '');
  const body = OpenCase.safeParse({
    referrer,
    child: { sex, ageYears: age },
    danger,
    team,
    ...(named ? { identity: identityOf(identity) } : {}),
  });
  const identityFits = !named || ChildIdentity.safeParse(identityOf(identity)).success;
  return (
    <Dialog opened onClose={o.onClose} title={t('children.newCase')} size="44rem">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (body.success) open.mutate(body.data);
        }}
      >
        <Stack gap="sm">
          <div className={classes['fields']}>
            <NativeSelect
              label={t('children.referredBy')}
              value={referrer}
              onChange={({ currentTarget: { value } }) => setReferrer(value)}
              data={Referrer.options.map((value) => ({ value, label: t(`children.referrer.${value}`) }))}
              data-autofocus
            />
            <NativeSelect
              label={t('children.sex')}
              value={sex}
              onChange={({ currentTarget: { value } }) => setSex(value)}
              data={(['girl', 'boy'] as const).map((value) => ({ value, label: t(`person.${value}`) }))}
            />
            <NumberInput
              label={t('children.age')}
              value={age}
              onChange={setAge}
              min={0}
              max={17}
              clampBehavior="strict"
            />
            <NativeSelect
              label={t('children.danger')}
              value={danger}
              onChange={({ currentTarget: { value } }) => setDanger(value)}
              data={dangerOrder.map((value) => ({ value, label: t(`danger.${value}`) }))}
            />
            <NativeSelect
              label={t('children.team')}
              value={team}
              onChange={({ currentTarget: { value } }) => setTeam(value)}
              data={o.teams.mine.map((value) => ({ value, label: o.teams.teamName(value) }))}
            />
          </div>
          <Text size="sm" c="dimmed">
            {t('children.identityLater')}
          </Text>
          <IdentityFields value={identity} onChange={setIdentity} />
          <ProblemAlert error={open.error} />
          <Button type="submit" loading={open.isPending} disabled={!body.success || !identityFits}>
            {t('children.openCase')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
