#!/usr/bin/env node
/** `npx react-plaid-relink COMMAND`: the exit status is that of the command, or 2 for wrong usage. */
import { checkGatewayCommand } from './cli/check-gateway';
import { UsageError, type Command } from './cli/command';
import { fakePlaidCommand } from './cli/fake-plaid';
import { isRelinkError } from './core/errors/relink-error';

const COMMANDS = new Map<string, Command>([
  ['check-gateway', checkGatewayCommand],
  ['fake-plaid', fakePlaidCommand],
]);
const USAGE = [...COMMANDS.values()].map(({ usage }) => usage).join('\n\n');

async function main([name = '', ...args]: string[]): Promise<number> {
  const command = COMMANDS.get(name);
  const usage = command?.usage ?? USAGE;
  if ([name, ...args].some((arg) => ['--help', '-h'].includes(arg))) {
    console.log(usage);
    return 0;
  }
  try {
    if (!command) throw new UsageError(`Name a command: ${[...COMMANDS.keys()].join(' or ')}.`);
    return await command.run(args);
  } catch (error) {
    if (!(error instanceof UsageError) && !isRelinkError(error)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
