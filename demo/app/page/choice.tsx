import { PageIcon, type PageIconName } from './icons';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, label: string, icon: PageIconName])[];
  onChange(value: Value): void;
}

/** Radio buttons that look like one control. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: ChoiceProps<Value>) {
  return (
    <fieldset className="choice">
      <legend className="hidden">{label}</legend>
      {options.map(([option, text, icon]) => (
        <label key={option} title={text}>
          <input
            type="radio"
            name={label}
            checked={value === option}
            onChange={() => onChange(option)}
          />
          <PageIcon name={icon} />
          <span className="hidden">{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
