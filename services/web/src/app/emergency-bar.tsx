import { useTranslation } from 'react-i18next';
import classes from './emergency-bar.module.css';

const numbers = [
  { number: '17', href: 'tel:17', label: 'emergency.police' },
  { number: '115', href: 'tel:115', label: 'emergency.housing' },
  { number: '3919', href: 'tel:3919', label: 'emergency.women' },
  { number: '119', href: 'tel:119', label: 'emergency.children' },
  { number: '114', href: 'sms:114', label: 'emergency.text' },
] as const;

/** The emergency doors of France, always in view where a call may need them. */
export function EmergencyBar() {
  const { t } = useTranslation();
  return (
    <nav className={classes['bar']} aria-label={t('emergency.label')}>
      {numbers.map(({ number, href, label }) => (
        <a key={number} href={href}>
          <strong>{number}</strong> {t(label)}
        </a>
      ))}
    </nav>
  );
}
