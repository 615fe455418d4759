import { useEffect, useRef, useState, type ReactNode } from 'react';
import { measure, type Measured } from './measure';
import { isPart, PARTS } from './parts';

interface FigureProps {
  title: string;
  /** The `data-relink` of the outer element. */
  root: string;
  children: ReactNode;
}

/** A component with its parts numbered, and its distances in red. Both are measured, so they are those of the style sheet. */
export function Figure({ title, root, children }: FigureProps) {
  const stage = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Measured | null>(null);
  useEffect(() => {
    const { current } = stage;
    if (!current) return;
    const draw = (): void => setDrawing(measure(current, root));
    const sizes = new ResizeObserver(draw);
    sizes.observe(current);
    // Chunks with logos and asides arrive later.
    const changes = new MutationObserver(draw);
    changes.observe(current, { childList: true, subtree: true, attributes: true });
    draw();
    return () => {
      sizes.disconnect();
      changes.disconnect();
    };
  }, [root]);
  return (
    <section className="figure" aria-label={title}>
      <h2>{title}</h2>
      <div className="figure-stage">
        <div ref={stage}>{children}</div>
        {drawing && <Overlay drawing={drawing} />}
      </div>
      <ol>
        {drawing?.parts.map(({ name, number }) => (
          <li key={number} value={number}>
            <code>{name}</code> {isPart(name) ? PARTS[name] : ''}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Overlay({ drawing: { width, height, parts, distances } }: { drawing: Measured }) {
  return (
    <svg className="figure-overlay" width={width} height={height} aria-hidden="true">
      {distances.map(({ x1, y1, x2, y2, px }) => {
        const isWide = y1 === y2;
        return (
          <g key={`${x1} ${y1} ${x2} ${y2}`} className="figure-distance">
            <rect
              x={Math.min(x1, x2) - (isWide ? 0 : 1)}
              y={Math.min(y1, y2) - (isWide ? 1 : 0)}
              width={isWide ? Math.abs(x2 - x1) : 2}
              height={isWide ? 2 : Math.abs(y2 - y1)}
            />
            <text
              x={(x1 + x2) / 2 + (isWide ? 0 : 5)}
              y={(y1 + y2) / 2 + (isWide ? -5 : 4)}
              textAnchor={isWide ? 'middle' : 'start'}
            >
              {px}
            </text>
          </g>
        );
      })}
      {parts.map(({ number, x, y, toX, toY }) => (
        <g key={number} className="figure-part">
          <line x1={x} y1={y} x2={toX} y2={toY} />
          <circle cx={toX} cy={toY} r="2" />
          <circle cx={x} cy={y} r="9" className="figure-number" />
          <text x={x} y={y + 4} textAnchor="middle">
            {number}
          </text>
        </g>
      ))}
    </svg>
  );
}
