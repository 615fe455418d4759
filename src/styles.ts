/** The types of styles.css: since TypeScript 6, an app that imports a file without any does not compile. */
export {};
