/** Prints JSON: the names that the files of the command line take from the global scope, each with one such file. */
const { readFileSync } = require('node:fs');
const { parse } = require('@babel/parser');
const traverse = require('@babel/traverse').default;

const found = {};
for (const file of process.argv.slice(2)) {
  const ast = parse(readFileSync(file, 'utf8'), { sourceType: 'module' });
  traverse(ast, {
    Program(path) {
      for (const name of Object.keys(path.scope.globals)) found[name] ??= file;
    },
    // `globalThis.document` is a global too.
    MemberExpression({ node: { object, property, computed } }) {
      if (!computed && object.type === 'Identifier' && object.name === 'globalThis')
        found[property.name] ??= file;
    },
    OptionalMemberExpression({ node: { object, property, computed } }) {
      if (!computed && object.type === 'Identifier' && object.name === 'globalThis')
        found[property.name] ??= file;
    },
  });
}
console.log(JSON.stringify(found));
