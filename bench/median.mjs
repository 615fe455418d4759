/** The figure of a run: what one slow round cannot move. */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
