/** A field for a whole number with its label, validated by the browser. */
import type { Range } from './own-faults.ts';

interface Props {
  label: string;
  range: Range;
  isOptional: boolean;
  value: string;
  onChange: (value: string) => void;
}

export function NumberField({ label, range: { min, max }, isOptional, value, onChange }: Props) {
  return (
    <label className="field">
      {label}
      <input
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        step={1}
        required={!isOptional}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
