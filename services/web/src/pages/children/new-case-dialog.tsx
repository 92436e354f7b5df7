import { OpenCase } from '@abri/contracts/child-followup-api';
import { Referrer } from '@abri/contracts/child-case';
import { dangerOrder } from '@abri/contracts/vocabulary';
import { Button, NativeSelect, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { unchosen } from '../../ui/unchosen.js';
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
  const [referrer, setReferrer] = useState('');
  const [sex, setSex] = useState('');
  const [age, setAge] = useState<number | string>('');
  const [danger, setDanger] = useState('');
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
              data={[unchosen, ...Referrer.options.map((value) => ({ value, label: t(`children.referrer.${value}`) }))]}
              required
              data-autofocus
            />
            <NativeSelect
              label={t('children.sex')}
              value={sex}
              onChange={({ currentTarget: { value } }) => setSex(value)}
              data={[unchosen, ...(['girl', 'boy'] as const).map((value) => ({ value, label: t(`person.${value}`) }))]}
              required
            />
            <NumberInput
              label={t('children.age')}
              value={age}
              onChange={setAge}
              min={0}
              max={17}
              clampBehavior="none"
              allowDecimal={false}
              error={Number(age) > 17 && t('children.ageTooHigh')}
              required
            />
            <NativeSelect
              label={t('children.danger')}
              value={danger}
              onChange={({ currentTarget: { value } }) => setDanger(value)}
              data={[unchosen, ...dangerOrder.map((value) => ({ value, label: t(`danger.${value}`) }))]}
              required
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
          <IdentityFields value={identity} onChange={setIdentity} required={named} />
          <ProblemAlert error={open.error} />
          <Button type="submit" loading={open.isPending}>
            {t('children.openCase')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
