module.exports = { testEnvironment: './environment.cjs' };
