/** A child of an element in the iframe's own document. */
export type Child = Node | string;

export function form(
  doc: Document,
  send: (data: FormData) => Promise<void>,
  ...children: Child[]
): Node {
  const made = element(doc, 'form', {}, ...children);
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(new FormData(made));
  });
  return made;
}

export function field(
  doc: Document,
  name: string,
  label: string,
  type: string,
  hint: string,
  value = '',
): Node {
  const input = element(doc, 'input', {
    id: name,
    name,
    type,
    autocomplete: 'off',
    value,
    'aria-describedby': `${name}-hint`,
  });
  return element(
    doc,
    'div',
    { class: 'field' },
    element(doc, 'label', { for: name }, label),
    input,
    element(doc, 'small', { id: `${name}-hint` }, `Sandbox: ${hint}`),
  );
}

export function submit(doc: Document, label: string): Node {
  return element(doc, 'button', { type: 'submit', class: 'primary' }, label);
}

export function button(
  doc: Document,
  label: string,
  onClick: () => void,
  attributes: Record<string, string> = {},
): Node {
  const made = element(doc, 'button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onClick);
  return made;
}

export function element<Name extends keyof HTMLElementTagNameMap>(
  doc: Document,
  name: Name,
  attributes: Record<string, string>,
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = doc.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
