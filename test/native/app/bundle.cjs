/**
 * Bundles an app with Metro, as its release build does, and prints JSON: for each platform the modules, and where the bundle
 * is. `node bundle.cjs <metro.config> <entry> <folder for the bundles> <platform>…`
 */
const { join } = require('node:path');
const Metro = require('metro');

const [config, entry, out, ...platforms] = process.argv.slice(2);

async function bundle() {
  const bundles = {};
  for (const platform of platforms) {
    const loaded = await Metro.loadConfig({ config });
    const modules = new Set();
    await Metro.runBuild(
      {
        ...loaded,
        reporter: { update() {} },
        serializer: {
          ...loaded.serializer,
          processModuleFilter(module) {
            modules.add(module.path);
            return loaded.serializer.processModuleFilter(module);
          },
        },
      },
      { entry, platform, dev: false, minify: false, out: join(out, platform) },
    );
    bundles[platform] = { code: join(out, `${platform}.js`), modules: [...modules] };
  }
  console.log(JSON.stringify(bundles));
}

bundle().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
