/** The style of the dialog's own document. Styles of the app do not reach it. */
export const DIALOG_STYLE = `
:root { color-scheme: light dark;
  --ink: light-dark(#111, #f2f4f7); --dim: light-dark(#5b6470, #a8b1bd); --paper: light-dark(#fff, #1b1f26); --line: light-dark(#d5dae1, #3a424e); --accent: light-dark(#0b5fff, #7aa7ff); --bad: light-dark(#b3261e, #ff8a80); }
* { box-sizing: border-box; }
html, body { margin: 0; height: 100%; background: transparent; font: 16px/1.45 system-ui, sans-serif; color: var(--ink); }
.backdrop { min-height: 100%; display: grid; place-items: center; padding: 16px; background: rgb(0 0 0 / 55%); }
.dialog { width: min(380px, 100%); background: var(--paper); border-radius: 14px; padding: 16px 24px 24px; box-shadow: 0 20px 60px rgb(0 0 0 / 35%); }
header { display: flex; justify-content: space-between; align-items: center; margin: 0 -8px 8px 0; }
.badge { font-size: 12px; font-weight: 600; color: var(--dim); border: 1px dashed var(--line); border-radius: 99px; padding: 2px 10px; }
h1 { font-size: 20px; margin: 8px 0; }
p { margin: 0 0 16px; color: var(--dim); }
.error { color: var(--bad); font-weight: 600; }
.done { color: var(--ink); }
.field { display: grid; gap: 4px; margin-bottom: 14px; }
label { font-weight: 600; font-size: 14px; }
.check { display: flex; gap: 10px; align-items: center; padding: 10px 0; font-weight: 400; }
input:not([type=checkbox]) { font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; width: 100%; }
small { color: var(--dim); font-size: 13px; }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 8px; min-height: 44px; padding: 0 16px; cursor: pointer; }
button.close { border: 0; font-size: 26px; line-height: 1; min-width: 44px; }
button.primary { width: 100%; background: var(--ink); border-color: var(--ink); color: var(--paper); font-weight: 600; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
details { margin-top: 18px; border-top: 1px solid var(--line); padding-top: 12px; }
summary { cursor: pointer; color: var(--dim); min-height: 24px; }
.failure { display: block; width: 100%; margin-top: 8px; text-align: start; }
`;
