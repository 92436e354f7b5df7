import { Button, type ButtonProps, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';

/** A button that asks for a reason before it acts: the chosen reason is the confirmation. */
export function ReasonMenu<R extends string>(o: {
  label: string;
  accessibleLabel?: string;
  title: string;
  reasons: readonly { value: R; label: string }[];
  onPick: (reason: R) => void;
  busy?: boolean;
  button?: ButtonProps;
}) {
  return (
    <Menu shadow="md" position="bottom-start" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="default"
          loading={o.busy}
          aria-label={o.accessibleLabel}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          {...o.button}
        >
          {o.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{o.title}</Menu.Label>
        {o.reasons.map(({ value, label }) => (
          <Menu.Item key={value} onClick={() => o.onPick(value)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
