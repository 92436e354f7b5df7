import { ActionIcon, Checkbox, NumberInput, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type Dispatch, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section.js';
import { householdWords } from '../ui/words.js';
import { type Draft, gapOf, highestChildAge, isAdult, limits, type Person, type PersonKind } from './draft.js';
import type { DraftStep } from './draft-steps.js';
import classes from './household-builder.module.css';

export const personKinds: readonly PersonKind[] = ['woman', 'man', 'girl', 'boy'];

/** Who needs shelter: one press adds a person, a child's age has the focus at once. */
export function HouseholdBuilder({ draft, dispatch }: { draft: Draft; dispatch: Dispatch<DraftStep> }) {
  const { t, i18n } = useTranslation();
  const missing = gapOf(draft);
  // A missing origin of distances is said where the distances are.
  const gap = missing?.gap === 'origin' ? null : missing;
  const adults = draft.people.filter(isAdult);
  const children = draft.people.filter((person) => !isAdult(person));
  const summary = householdWords(
    t,
    i18n.language,
    {
      adults: adults.map(({ kind, pregnant }) => ({ sex: kind === 'man' ? 'man' : 'woman', pregnant })),
      children: children.flatMap(({ kind, age }) =>
        age === null ? [] : [{ sex: kind === 'boy' ? 'boy' : 'girl', ageYears: age }],
      ),
    },
    draft.pets,
  );
  return (
    <Section title={t('hotline.household')} id="household">
      <div className={classes['add']}>
        {personKinds.map((kind, index) => (
          <button
            key={kind}
            type="button"
            data-key={index + 1}
            aria-label={t('hotline.addLabel', { person: t(`person.${kind}`) })}
            onClick={() => dispatch({ do: 'addPerson', kind })}
          >
            <IconPlus size={16} aria-hidden />
            {t(`hotline.add_${kind}`)}
          </button>
        ))}
      </div>
      {draft.people.length > 0 && (
        <ul className={classes['people']}>
          {draft.people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              n={1 + draft.people.filter(({ kind, id }) => kind === person.kind && id < person.id).length}
              dispatch={dispatch}
            />
          ))}
        </ul>
      )}
      {adults.length >= limits.adults && (
        <Text size="sm" mt="xs" role="status">
          {t('hotline.mostAdults', { count: limits.adults })}
        </Text>
      )}
      {children.length >= limits.children && (
        <Text size="sm" mt="xs" role="status">
          {t('hotline.mostChildren', { count: limits.children })}
        </Text>
      )}
      <Text size="sm" mt="xs" aria-live="polite" data-testid="household-summary">
        {summary}
        {gap && (
          <Text span c="var(--abri-next)" fw={600}>
            {summary && ' – '}
            {gap.gap === 'nobody'
              ? t('hotline.nobody')
              : gap.gap === 'grownUp'
                ? t('hotline.grownUp', { age: highestChildAge })
                : t('hotline.ageMissing', { count: gap.count })}
          </Text>
        )}
      </Text>
    </Section>
  );
}

function PersonRow({ person, n, dispatch }: { person: Person; n: number; dispatch: Dispatch<DraftStep> }) {
  const { t } = useTranslation();
  const fresh = useRef(person.age === null);
  const word = t(`person.${person.kind}`);
  return (
    <li className={classes['person']}>
      <span>{word}</span>
      {!isAdult(person) && (
        <NumberInput
          aria-label={t('hotline.ageOf', { person: word, n })}
          placeholder={t('hotline.age')}
          value={person.age ?? ''}
          onChange={(value) =>
            dispatch({
              do: 'changePerson',
              id: person.id,
              change: { age: typeof value === 'number' ? value : null },
            })
          }
          min={0}
          max={highestChildAge}
          clampBehavior="none"
          maxLength={3}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          autoFocus={fresh.current}
          error={person.age === null || person.age > highestChildAge}
          w="3.75rem"
          size="xs"
        />
      )}
      {!isAdult(person) && (
        <Text span size="sm" c="dimmed">
          {t('hotline.ageShort')}
        </Text>
      )}
      {person.kind === 'woman' && (
        <Checkbox
          size="xs"
          label={t('hotline.pregnant')}
          checked={person.pregnant}
          onChange={({ currentTarget: { checked } }) =>
            dispatch({ do: 'changePerson', id: person.id, change: { pregnant: checked } })
          }
        />
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('hotline.remove', { person: word, n })}
        onClick={() => dispatch({ do: 'removePerson', id: person.id })}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </li>
  );
}
