/**
 * Writes what each entry exports, as TypeScript sees it in `dist`, to `etc/*.api.md`: `npm run api`. With `--check` it
 * writes nothing, and fails where a report is not what the build says. So no export changes without a line in a diff.
 * `--package DIR` looks at the package as it is installed there.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { ENTRIES } from './entries.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    package: { type: 'string', default: ROOT },
  },
});
const scratch = mkdtempSync(join(tmpdir(), 'relink-api-'));

/** An entry may be in a folder, and its report is in none. */
const nameOf = (entry: string): string => entry.replace('/', '-');

function report(entry: string): 'changed' | 'unchanged' | 'failed' {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: values.package,
      mainEntryPointFilePath: `dist/${entry}.d.ts`,
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2022',
            module: 'ESNext',
            moduleResolution: 'Bundler',
            lib: ['ES2023', 'DOM'],
            jsx: 'react-jsx',
            strict: true,
            skipLibCheck: true,
            types: ['node'],
          },
          files: [`dist/${entry}.d.ts`],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${nameOf(entry)}.api.md`,
        reportFolder: join(ROOT, 'etc'),
        reportTempFolder: scratch,
        // A type that only a signature names is as public as the signature.
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        // Release tags and TSDoc's own grammar are not used here.
        extractorMessageReporting: {
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(values.package, 'package.json'),
  });
  const { apiReportChanged, errorCount } = Extractor.invoke(config, {
    localBuild: !values.check,
    messageCallback(message) {
      // Said below, in a line that names the command.
      if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true;
    },
  });
  if (errorCount > 0) return 'failed';
  return apiReportChanged ? 'changed' : 'unchanged';
}

const results = Object.keys(ENTRIES).map((entry) => ({ entry, result: report(entry) }));
rmSync(scratch, { recursive: true });
for (const { entry, result } of results) console.log(`etc/${nameOf(entry)}.api.md: ${result}`);
if (results.some(({ result }) => result === 'failed' || (values.check && result === 'changed'))) {
  console.error(
    'The public API is not what etc/ says. Where that is meant, run `npm run build && npm run api` and commit the reports.',
  );
  process.exit(1);
}
