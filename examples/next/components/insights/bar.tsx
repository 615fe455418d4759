/** The number beside it says the same, so a screen reader passes over it. */
export function Bar({ parts, total }: { parts: { value: number; tone: string }[]; total: number }) {
  return (
    <span className="bar" aria-hidden="true">
      {parts
        .filter(({ value }) => value > 0)
        .map(({ value, tone }) => (
          <span
            key={tone}
            data-tone={tone}
            style={{ inlineSize: `${(100 * value) / Math.max(total, 1)}%` }}
          />
        ))}
    </span>
  );
}
